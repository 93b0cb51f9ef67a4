"""How far problems are thought through: their causes, the deeds against these, the proof, the register of risks."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Count, DateField, DurationField, Exists, ExpressionWrapper, F, Min, OuterRef, Q, Subquery

from pilothouse.improvement.models import Action, Cause, Foreseen, Issue, Nature, Purpose, Severity, Verification
from pilothouse.mirror.counting.span import Span, Tally, tallied
from pilothouse.mirror.counting.trail import entries_within
from pilothouse.records.models import Link
from pilothouse.records.rules import words_of
from pilothouse.risks.models import Risk

ENDED = ("issue.closed", "issue.declined", "issues.declined")
A_DAY, SETTLED, YEAR = timedelta(days=1), timedelta(days=30), timedelta(days=365)


def depth(span: Span) -> dict[str, Tally]:
    """Questions about single problems and what was done about them."""
    return {
        "causes-reused": _reused(span),
        "actions-before-cause": _before_cause(span),
        "proved-at-once": _at_once(span),
        "issues-reopened": _reopened(span),
        "complaints-worked-through": _complaints(span),
        "serious-on-register": _serious(span),
        "returned-after-proof": _returned(span),
    }


def _reused(span: Span) -> Tally:
    first, found = dict[tuple[str, ...], int](), Tally()
    begin, until = span.moments
    for issue, text, at, by in Cause.objects.filter(root=True, at__lt=until).order_by("at", "pk").values_list(
        "issue", "text", "at", "by"
    ):  # fmt: skip
        earlier = first.setdefault(tuple(words_of(text)), issue)
        if at >= begin:
            found.add(at.astimezone(span.zone).date().replace(day=1), earlier != issue, 1, people=[by])
    return found


def _before_cause(span: Span) -> Tally:
    named = Cause.objects.filter(root=True, issue=OuterRef("origin"), at__lte=OuterRef("created_at"))
    meant = Action.objects.filter(purpose=Purpose.CORRECTIVE, origin__kind="issue", **span.during("created_at"))
    rows = meant.order_by().annotate(month=span.month("created_at"), known=Exists(named)).values("month", "created_by")
    counted = rows.annotate(all=Count("pk"), early=Count("pk", filter=Q(known=False)))
    return tallied(counted, "early", person="created_by")


def _at_once(span: Span) -> Tally:
    done = Verification.objects.filter(pk=OuterRef("key")).order_by().values("changed_on")[:1]
    said = entries_within(span).filter(kind=Verification.trail_kind(), name="effect.verified")
    told = said.annotate(done=Subquery(done, DateField()))
    lag = ExpressionWrapper(span.day("at") - F("done"), output_field=DurationField())
    rows = told.annotate(month=span.month("at"), lag=lag).values("month", "by")
    return tallied(rows.annotate(all=Count("pk"), quick=Count("pk", filter=Q(lag__lte=A_DAY))), "quick", person="by")


def _reopened(span: Span) -> Tally:
    told = entries_within(span).filter(kind=Issue.trail_kind(), name__in=(*ENDED, "issue.reopened"))
    rows = told.annotate(month=span.month("at")).values("month", "by")
    again = Count("pk", filter=Q(name="issue.reopened"))
    return tallied(rows.annotate(all=Count("pk", filter=Q(name__in=ENDED)), again=again), "again", person="by")


def _complaints(span: Span) -> Tally:
    closed = Issue.objects.filter(nature=Nature.COMPLAINT, state="closed", **span.during("ended_at")).order_by()
    cause = Exists(Cause.objects.filter(issue=OuterRef("pk"), root=True))
    deed = Exists(Action.objects.filter(origin=OuterRef("pk")).exclude(state="cancelled"))
    rows = closed.annotate(month=span.month("ended_at"), whole=cause & deed).values("month", "owner")
    counted = rows.annotate(all=Count("pk"), through=Count("pk", filter=Q(whole=True)))
    return tallied(counted, "through", person="owner")


def _returned(span: Span) -> Tally:
    """Problems whose fix was proved a year ago, and those of them that had come back by then."""
    proof = Verification.objects.filter(state="better", origin__origin__kind="issue", ended_at__isnull=False).order_by()
    proved = dict(proof.values_list("origin__origin").annotate(first=Min("ended_at")))
    again = defaultdict[int, list[datetime]](list)
    returns = Issue.objects.filter(recurrence_of__in=proof.values("origin__origin")).order_by()
    for before, at in returns.values_list("recurrence_of", "created_at"):
        again[before].append(at)
    found = Tally()
    for issue, at in proved.items():
        over = at + YEAR
        if span.moments[0] <= over < span.moments[1]:
            came_back = any(at <= when < over for when in again[issue])
            found.add(over.astimezone(span.zone).date().replace(day=1), came_back, 1)
    return found


def _serious(span: Span) -> Tally:
    bad = Issue.objects.filter(severity__in=(Severity.SERIOUS, Severity.GRAVE), **span.during("created_at"))
    settled = bad.filter(created_at__lte=span.now - SETTLED).exclude(state="declined").order_by()
    happened = Exists(Foreseen.objects.filter(issue=OuterRef("pk"), risk__isnull=False))
    raised = Exists(Risk.objects.filter(origin=OuterRef("pk")))
    tied = Exists(
        Link.objects.filter(Q(record=OuterRef("pk"), other__kind="risk") | Q(other=OuterRef("pk"), record__kind="risk"))
    )
    rows = settled.annotate(month=span.month("created_at"), known=happened | raised | tied).values("month")
    return tallied(rows.annotate(all=Count("pk"), told=Count("pk", filter=Q(known=True))), "told")

"""How far problems are thought through: their causes, the deeds against these, the proof, the register of risks."""

from datetime import timedelta

from django.db.models import Count, DateField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery

from pilothouse.improvement.models import Action, Cause, Foreseen, Issue, Nature, Purpose, Severity, Verification
from pilothouse.mirror.counting.span import Span, Tally, tallied
from pilothouse.mirror.counting.trail import entries_within
from pilothouse.records.models import Link
from pilothouse.records.rules import words_of
from pilothouse.risks.models import Risk

ENDED = ("issue.closed", "issue.declined", "issues.declined")
A_DAY, SETTLED = timedelta(days=1), timedelta(days=30)


def depth(span: Span) -> dict[str, Tally]:
    """Questions about single problems and what was done about them."""
    return {
        "causes-reused": _reused(span),
        "actions-before-cause": _before_cause(span),
        "proved-at-once": _at_once(span),
        "issues-reopened": _reopened(span),
        "complaints-worked-through": _complaints(span),
        "serious-on-register": _serious(span),
    }


def _reused(span: Span) -> Tally:
    first, found = dict[tuple[str, ...], int](), Tally()
    begin, until = span.moments
    for issue, text, at in Cause.objects.filter(root=True, at__lt=until).order_by("at", "pk").values_list(
        "issue", "text", "at"
    ):  # fmt: skip
        earlier = first.setdefault(tuple(words_of(text)), issue)
        if at >= begin:
            found.add(at.astimezone(span.zone).date().replace(day=1), earlier != issue, 1)
    return found


def _before_cause(span: Span) -> Tally:
    named = Cause.objects.filter(root=True, issue=OuterRef("origin"), at__lte=OuterRef("created_at"))
    meant = Action.objects.filter(purpose=Purpose.CORRECTIVE, origin__kind="issue", **span.during("created_at"))
    rows = meant.order_by().annotate(month=span.month("created_at"), known=Exists(named)).values("month")
    return tallied(rows.annotate(all=Count("pk"), early=Count("pk", filter=Q(known=False))), "early")


def _at_once(span: Span) -> Tally:
    action = Verification.objects.filter(pk=OuterRef("key")).order_by().values("origin")[:1]
    done = Action.objects.filter(pk=OuterRef("action")).order_by().values("done_on")[:1]
    said = entries_within(span).filter(kind=Verification.trail_kind(), name="effect.verified")
    told = said.annotate(action=Subquery(action)).annotate(done=Subquery(done, DateField())).filter(done__isnull=False)
    lag = ExpressionWrapper(span.day("at") - F("done"), output_field=DurationField())
    rows = told.annotate(month=span.month("at"), lag=lag).values("month")
    return tallied(rows.annotate(all=Count("pk"), quick=Count("pk", filter=Q(lag__lte=A_DAY))), "quick")


def _reopened(span: Span) -> Tally:
    told = entries_within(span).filter(kind=Issue.trail_kind(), name__in=(*ENDED, "issue.reopened"))
    rows = told.annotate(month=span.month("at")).values("month")
    again = Count("pk", filter=Q(name="issue.reopened"))
    return tallied(rows.annotate(all=Count("pk", filter=Q(name__in=ENDED)), again=again), "again")


def _complaints(span: Span) -> Tally:
    closed = Issue.objects.filter(nature=Nature.COMPLAINT, state="closed", **span.during("ended_at")).order_by()
    cause = Exists(Cause.objects.filter(issue=OuterRef("pk"), root=True))
    deed = Exists(Action.objects.filter(origin=OuterRef("pk")).exclude(state="cancelled"))
    rows = closed.annotate(month=span.month("ended_at"), whole=cause & deed).values("month")
    return tallied(rows.annotate(all=Count("pk"), through=Count("pk", filter=Q(whole=True))), "through")


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

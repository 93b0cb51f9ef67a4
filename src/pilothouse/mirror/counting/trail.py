"""What only the trail tells: who acts, when a deed was reported, who confirmed an effect."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, DateField, DurationField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from pilothouse.improvement.models import Action, Verification
from pilothouse.mirror.counting.span import Span, Tally, tallied
from pilothouse.mirror.counting.standing import holders_at, owners_at
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.trail.models import Entry

LATE = timedelta(days=3)
GOOD = ("better", "as_forecast", "less")


def entries_within(span: Span) -> "QuerySet[Entry]":
    """Entries of the span; its first moment is asked for too, because a clock set right steps back in time."""
    return Entry.objects.filter(seq__gte=span.first_entry, **span.during("at")).order_by()


def acts(span: Span) -> dict[str, Tally]:
    """Who makes entries: outside of the quality team, and of the process owners."""
    humans = set(Person.objects.filter(is_system=False).values_list("pk", flat=True))
    held = holders_at(span)
    rows = entries_within(span).annotate(month=span.month("at")).values("month", "by")
    others, active = Tally(), dict[Any, set[int]]()
    for row in rows.annotate(all=Count("act", distinct=True)):
        if row["by"] in humans:
            others.add(row["month"], row["all"] if row["by"] not in held[row["month"]].team else 0, row["all"])
            active.setdefault(row["month"], set()).add(row["by"])
    owners = Tally()
    for month, people in owners_at(span).items():
        if people:
            owners.add(month, len(people & active.get(month, set())), len(people))
            owners.people[month] = people
    return {"entries-by-others": others, "owners-active": owners}


def reports(span: Span) -> dict[str, Tally]:
    """Deeds reported long after they were done."""
    done = Subquery(Action.objects.filter(pk=OuterRef("key")).order_by().values("done_on")[:1], DateField())
    told = entries_within(span).filter(kind=Action.trail_kind(), name="action.completed").annotate(done=done)
    lag = ExpressionWrapper(span.day("at") - F("done"), output_field=DurationField())
    rows = told.filter(done__isnull=False).annotate(month=span.month("at"), lag=lag).values("month", "by")
    counted = rows.annotate(all=Count("pk"), late=Count("pk", filter=Q(lag__gt=LATE)))
    return {"told-late": tallied(counted, "late", person="by")}


def verdicts(span: Span) -> dict[str, Tally]:
    """Who gave verdicts on effects, and whether any was unwelcome."""
    effects = _said(span, Verification, "effect.verified", "origin__owner")
    judged = _said(span, Decision, "decision.judged", "owner")
    own, sober = Tally(), Tally()
    for row in (*effects, *judged):
        own.add(row["month"], row["own"], row["all"])
        own.people[row["month"]].add(row["by"])
        sober.add(row["month"], row["sober"], row["all"])
    return {"self-verified": own, "no-gain-admitted": sober}


def _said(span: Span, model: type[Record], name: str, owner: str) -> "QuerySet[Entry, Any]":
    about = model.objects.filter(pk=OuterRef("key")).order_by()
    said = entries_within(span).filter(kind=model.trail_kind(), name=name)
    rows = said.annotate(whose=Subquery(about.values(owner)[:1]), verdict=Subquery(about.values("state")[:1]))
    return rows.annotate(month=span.month("at")).values("month", "by").annotate(
        all=Count("pk"), own=Count("pk", filter=Q(whose=F("by"))), sober=Count("pk", filter=~Q(verdict__in=GOOD))
    )  # fmt: skip

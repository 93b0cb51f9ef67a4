"""What only the trail tells: who acts, when a deed was reported, who confirmed an effect."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, DurationField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.mirror.counting.owning import Hands
from pilothouse.mirror.counting.span import Span, Tally, tallied
from pilothouse.mirror.counting.standing import Holders, holders_at, owners_at, people_at
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
    """Who makes entries: outside of the quality team, and of the process owners. The gains that all acts are held
    against are added later.
    """
    humans = set(Person.objects.filter(is_system=False).values_list("pk", flat=True))
    held = holders_at(span)
    rows = entries_within(span).annotate(month=span.month("at")).values("month", "by")
    others, gains, active = Tally(), Tally(), defaultdict[date, set[int]](set)
    for row in rows.annotate(all=Count("act", distinct=True)):
        month, by, team = row["month"], row["by"], held[row["month"]].team
        if by in humans:
            others.add(month, 0 if by in team else row["all"], row["all"], people={by} - team)
            others.apart[month] |= team
            gains.add(month, 0, row["all"], people=[by])
            active[month].add(by)
    return {"entries-by-others": others, "gains-per-act": gains, **_active(span, active, held)}


def _active(span: Span, active: Mapping[date, set[int]], held: Mapping[date, Holders]) -> dict[str, Tally]:
    """Of people outside of the quality team, and of process owners, those who made an entry in the month. Both tell of
    owners, so that the difference would tell of everybody else: they have to be enough as well.
    """
    outside, owners, here = Tally(), Tally(), people_at(span)
    for month, owning in owners_at(span).items():
        there = here[month] - held[month].team
        if there:
            outside.add(month, len(there & active.get(month, set())), len(there), people=there)
        if owning:
            owners.add(month, len(owning & active.get(month, set())), len(owning), people=owning)
            owners.apart[month] = there - owning
    return {"others-active": outside, "owners-active": owners}


def reports(span: Span) -> dict[str, Tally]:
    """Deeds reported long after they were done."""
    done = Subquery(Action.objects.filter(pk=OuterRef("key")).order_by().values("done_on")[:1], DateField())
    told = entries_within(span).filter(kind=Action.trail_kind(), name="action.completed").annotate(done=done)
    lag = ExpressionWrapper(span.day("at") - F("done"), output_field=DurationField())
    rows = told.filter(done__isnull=False).annotate(month=span.month("at"), lag=lag).values("month", "by")
    counted = rows.annotate(all=Count("pk"), late=Count("pk", filter=Q(lag__gt=LATE)))
    return {"told-late": tallied(counted, "late", person="by")}


@dataclass(frozen=True)
class _Verdict:
    """One verdict as its entry tells it: on what, in which month, by whom, and which."""

    seq: int
    key: int
    month: date
    by: int
    state: str


def verdicts(span: Span) -> dict[str, Tally]:
    """Who gave verdicts on effects and decisions, and who closed problems; and whether any verdict was unwelcome."""
    effects, judged = _said(span, Verification, "effect.verified"), _said(span, Decision, "decision.judged")
    closed = _said(span, Issue, "issue.closed")
    proved = dict(Verification.objects.order_by().values_list("pk", "origin")) if effects else {}
    deeds = Hands(Action, {proved.get(one.key) for one in effects}, "action.completed")
    decisions = Hands(Decision, {one.key for one in judged}, "decision.carried_out")
    issues = Hands(Issue, {one.key for one in closed})
    sober = Tally()
    for one in (*effects, *judged):
        sober.add(one.month, one.state not in GOOD, 1, people=[one.by])
    return {
        "self-verified": _own((one, deeds.whose(proved.get(one.key, 0) or 0, one.seq)) for one in effects),
        "self-judged": _own((one, decisions.whose(one.key, one.seq)) for one in judged),
        "self-closed": _own((one, {issues.owner(one.key, one.seq)}) for one in closed),
        "no-gain-admitted": sober,
    }


def _own(told: Iterable[tuple[_Verdict, Collection[int | None]]]) -> Tally:
    found = Tally()
    for one, whose in told:
        found.add(one.month, one.by in whose, 1, people=[one.by])
    return found


def _said(span: Span, model: type[Record], name: str) -> list[_Verdict]:
    """What was said then, and not what stands now: a verdict may be taken back, and what it is about change hands."""
    rows = entries_within(span).filter(kind=model.trail_kind(), name=name).annotate(month=span.month("at"))
    return [
        _Verdict(seq, key, month, by, json.loads(text)["set"].get("state", ""))
        for seq, key, month, by, text in rows.values_list("seq", "key", "month", "by", "body")
    ]

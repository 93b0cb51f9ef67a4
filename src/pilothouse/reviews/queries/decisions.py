"""Questions about decisions: which verdict is due, forecast beside fact, and did they work."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from pilothouse.measures.queries import line_of
from pilothouse.measures.shifts import enough_after, shift_on
from pilothouse.measures.traces import Trace
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.checks import day_at
from pilothouse.reviews.models import Decision, Evidence
from pilothouse.reviews.rules import (
    VERDICTS,
    Awaited,
    Calibration,
    Judged,
    calibration,
    enough_by,
    expected_effect,
    first_period,
    outcome,
    points_between,
)
from pilothouse.reviews.states import DECISION
from pilothouse.spc import Shift, Verdict
from pilothouse.spc.shift import FEWEST_BEFORE


@dataclass(frozen=True)
class Beside:
    """Forecast beside fact, in shown units. `outcome` is the state both lead to, None while it is too early.

    `expected` is signed; `points` is how many values after the decision the comparison asks for.
    """

    expected: float
    measured: Shift
    points: int
    outcome: str | None

    @property
    def told(self) -> tuple[float, float, float] | None:
        """The effect with its range; None while too few values are in, for the range of two says more than it knows."""
        found = (self.measured.effect, self.measured.low, self.measured.high)
        early = self.measured.verdict is Verdict.TOO_EARLY
        return None if early or not all(math.isfinite(value) for value in found) else found


def beside(decision: Decision, trace: Trace | None = None) -> Beside | None:
    """The forecast compared with what the series shows; None where nothing was forecast on a series.

    The values are read here where no `trace` of the series was read along with the decision.

    The fact is the difference of means before and after the day it took effect, over as many values as lie
    between that day and the day of the forecast, by the same comparison that verifies actions.
    """
    by, first, size = decision.expected_by, decision.effect_from, decision.expected_size
    if decision.series is None or by is None or first is None or size is None:
        return None
    indicator = decision.series.indicator
    expected = expected_effect(decision.expected_direction, size)
    points = points_between(indicator.frequency, first, by)
    measured = shift_on(decision.series, first, points, trace, smallest=decision.margin if size else None)
    told = outcome(measured, expected=expected, better=indicator.direction, margin=decision.margin)
    return Beside(expected, measured, points, told)


@dataclass(frozen=True)
class Early:
    """Too few values have come to tell: `have` of the `enough` that would. `again` is the day by which they can have
    come; the last of them is of the period `last`.
    """

    have: int
    enough: int
    first: date
    again: date


def early(decision: Decision, fact: Beside, on: date, trace: Trace | None = None) -> Early | None:
    """Why it is too early for a verdict on a day; None where one can be told, also that it cannot: the series has ended
    or is silent, or too few values lie before.
    """
    series, effect_from = decision.series, decision.effect_from
    hopeless = fact.measured.before_points < FEWEST_BEFORE
    if fact.outcome is not None or hopeless or series is None or effect_from is None:
        return None
    frequency, periods = series.indicator.frequency, line_of(series, trace).periods
    ended = series.indicator.ended_at
    awaited = Awaited(
        frequency, first_period(effect_from, frequency), fact.measured.after_points, enough_after(fact.points),
        latest=periods[-1] if periods else None, ended_on=series.ended_on or (ended and day_at(ended)),
    )  # fmt: skip
    again = enough_by(awaited, on)
    return Early(awaited.have, awaited.enough, awaited.first, again) if again else None


def may_be_judged(decision: Decision, fact: Beside, waits: Early | None, on: date) -> bool:
    """Can its verdict be given on a day? From the day on that it is asked for; one that was put off before that, once
    enough values are in, or none can come any more since its series is measured no more.
    """
    if decision.asks_on is None or decision.asks_on <= on:
        return decision.asks_on is not None
    series = decision.series
    over = series is not None and (series.ended_on is not None or series.indicator.ended_at is not None)
    return decision.asked_again_on is not None and (fact.outcome is not None or (waits is None and over))


def says_now(fact: Beside, waits: Early | None) -> str:
    """The state that the numbers lead to, as a verdict is given on them; `waits` is why it is too early, if it is."""
    return fact.outcome or ("cannot_be_told" if waits is None else "too_early")


# The day on which its verdict is asked for: as forecast, or later where that was too early.
ASKS_ON = Coalesce("asked_again_on", "expected_by")


def verdict_reached(on: date) -> Q:
    """The day of its verdict has come, and nobody has given it yet."""
    reached = Q(asked_again_on=None, expected_by__lte=on) | Q(asked_again_on__lte=on)
    return reached & Q(ended_at=None)


def found_too_early(on: date) -> Q:
    """Its verdict came too early, and is not asked for again yet."""
    return Q(asked_again_on__gt=on, ended_at=None)


def asked_within(first: date, last: date) -> Q:
    """The verdict is asked for from one day to another."""
    days = (first, last)
    return Q(asked_again_on=None, expected_by__range=days) | Q(asked_again_on__range=days)


def superseded_before(day: str) -> Q:
    """Decided anew before the day in this field came: what was due on it is not missed. One that was decided anew later
    was due, and is not taken out of any count.
    """
    later = Decision.objects.filter(supersedes=OuterRef("pk"), decided_on__lt=OuterRef(day))
    return Q(Exists(later), state="superseded")


def verdicts_due(person: Person, on: date) -> QuerySet[Decision]:
    """Decisions whose day has come and that nobody has judged yet, the longest waiting first."""
    found: QuerySet[Decision] = Decision.objects.seen_by(person).filter(verdict_reached(on))
    return found.select_related("unit", "owner", "series__indicator", "series__unit").order_by(ASKS_ON, "id")


# "It will not suffer" and no change was shown, as such verdicts were told before a margin of harm could be stated: that
# is no proof of no harm, so it counts for neither side.
_CALM = Case(When(expected_size=0, state="no_change", then=True), default=False, output_field=BooleanField())
_OUTSIDE = Case(When(review=None, then=True), default=False, output_field=BooleanField())
# What was not carried out by the day of its verdict cannot have moved what the verdict compares; what was said later
# was said in sight of the numbers.
_IN_TIME = Q(carried_on__lte=F("expected_by")) & (Q(carried_said=None) | Q(carried_said__lte=F("expected_by")))
_CARRIED = Case(When(_IN_TIME, then=True), default=False, output_field=BooleanField())
JUDGED = Q(state__in=VERDICTS) & _IN_TIME
JUDGED_UNCARRIED = Q(state__in=VERDICTS) & (
    Q(carried_on=None) | Q(carried_on__gt=F("expected_by")) | Q(carried_said__gt=F("expected_by"))
)


@dataclass(frozen=True)
class Worked:
    """Did our decisions work? `counts` has every verdict by its state name, in the order of the life cycle.

    `judged` is their sum, `running` the forecasts not yet judged, of which the verdict of `due` is due. Two kinds stand
    beside them and count neither there nor in the calibration: those judged though not carried out by the day of their
    verdict (`uncarried`), and forecasts `superseded` before their verdict. Those whose verdict came too early (`early`)
    run on.
    """

    counts: Mapping[str, int]
    judged: int
    running: int
    due: int
    calibration: Calibration
    uncarried: int = 0
    superseded: int = 0
    early: int = 0


@dataclass(frozen=True)
class OfForum:
    """What the forecasts of one forum came to. Without a `name` those of meetings that belong to none, or (`outside`)
    those made outside a meeting.
    """

    key: int | None
    name: str
    outside: bool
    worked: Worked


def _grouped(person: Person, on: date) -> "QuerySet[Decision, Any]":
    """(state, confidence, calm, carried out in time, forum, its name, outside a meeting, how many, verdicts due, too
    early for a verdict).
    """
    decisions: QuerySet[Decision] = Decision.objects.seen_by(person).order_by()
    told = decisions.annotate(calm=_CALM, carried=_CARRIED, outside=_OUTSIDE)
    names = ("state", "confidence", "calm", "carried", "review__forum", "review__forum__name", "outside")
    return told.values_list(*names).annotate(
        count=Count("pk"),
        waiting=Count("pk", filter=verdict_reached(on)),
        put_by=Count("pk", filter=found_too_early(on)),
    )


_GROUPS = KeptSight[Decision](_grouped)
Group = tuple[str, int | None, bool, bool, int | None, str | None, bool, int, int, int]


def how_decisions_worked(person: Person, on: date, unit: Unit | None = None) -> Worked:
    """Counts per verdict and calibration over all decisions the person may see (of a unit and below): one query."""
    if unit is None:
        return worked_of(_GROUPS.rows(person, on))
    return worked_of(list(_grouped(person, on).filter(unit__path__startswith=unit.path)))


def _resting(person: Person, on: date, weak: Sequence[int]) -> "QuerySet[Decision, Any]":
    """The same groups, each with how many of its live decisions rest on one of these series."""
    evidence = Evidence.objects.filter(decision=OuterRef("pk"), series__in=weak)
    rests = Q(ended_at=None) & (Q(series__in=weak) | Q(Exists(evidence)))
    return _grouped(person, on).annotate(weakly=Count("pk", filter=rests))


_RESTING = KeptSight[Decision](_resting)


def decisions_told(person: Person, on: date, weak: Collection[int]) -> tuple[Worked, int]:
    """How decisions worked, and how many live ones rest on one of these series (that the person sees): one query."""
    if not weak:
        return how_decisions_worked(person, on), 0
    rows = _RESTING.rows(person, on, sorted(weak))
    return worked_of([row[:-1] for row in rows]), sum(row[-1] for row in rows)


def how_forums_judged(person: Person, on: date) -> tuple[Worked, list[OfForum]]:
    """The same in total and for each forum by name, then for meetings of none and outside meetings; one query."""
    groups: list[Group] = _GROUPS.rows(person, on)
    by_forum: dict[tuple[bool, str, int | None, bool], list[Group]] = {}
    for group in groups:
        key, name, outside = group[4:7]
        by_forum.setdefault((key is None, name or "", key, bool(outside)), []).append(group)
    found = [OfForum(key[2], key[1], key[3], worked_of(by_forum[key])) for key in sorted(by_forum, key=_by_name)]
    return worked_of(groups), found


def _by_name(key: tuple[bool, str, int | None, bool]) -> tuple[bool, bool, str]:
    return key[0], key[3], key[1]


def worked_of(groups: Sequence[Group]) -> Worked:
    """Counts per verdict and calibration out of how many decisions stand how."""
    rows = [(one[0], None if one[2] else one[1], one[3], one[7]) for one in groups]
    told = [(state, sure, count) for state, sure, carried, count in rows if state in VERDICTS and carried]
    counts = {state: sum(count for found, _, count in told if found == state) for state in VERDICTS}
    forecast = [(state, count) for state, sure, _, count in rows if sure is not None]
    return Worked(
        counts=counts,
        judged=sum(counts.values()),
        running=sum(count for state, count in forecast if not DECISION.life.state(state).ends),
        due=sum(group[-2] for group in groups),
        calibration=calibration([Judged(state, sure) for state, sure, count in told for _ in range(count)]),
        uncarried=sum(count for state, _, carried, count in rows if state in VERDICTS and not carried),
        superseded=sum(count for state, count in forecast if state == "superseded"),
        early=sum(group[-1] for group in groups),
    )


# So many decisions are named where it is asked how they worked.
NAMED = 3


def judged_lately(person: Person) -> list[Decision]:
    """The decisions judged last, with the series of their forecasts; those that were not carried out in time are none
    of them. One query.
    """
    return _LATELY.rows(person)


def _lately(person: Person) -> "QuerySet[Decision]":
    found: QuerySet[Decision] = Decision.objects.seen_by(person).filter(JUDGED, expected_size__isnull=False)
    return found.select_related("series__indicator", "series__unit").order_by("-judged_at", "-pk")[:NAMED]


_LATELY = KeptSight[Decision](_lately)

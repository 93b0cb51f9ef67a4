"""Questions about decisions: which verdict is due, forecast beside fact, and did they work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, When

from pilothouse.measures.queries import shift_on
from pilothouse.measures.traces import Trace
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.sight import KeptSight
from pilothouse.reviews.models import Decision
from pilothouse.reviews.rules import (
    VERDICTS,
    Calibration,
    Judged,
    calibration,
    expected_effect,
    outcome,
    points_between,
)
from pilothouse.reviews.states import DECISION
from pilothouse.spc import Shift


@dataclass(frozen=True)
class Beside:
    """Forecast beside fact, in shown units. `outcome` is the state both lead to, None while it is too early.

    `expected` is signed; `points` is how many values after the decision the comparison asks for.
    """

    expected: float
    measured: Shift
    points: int
    outcome: str | None


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
    measured = shift_on(decision.series, first, points, trace)
    return Beside(expected, measured, points, outcome(measured, expected=expected, better=indicator.direction))


def verdict_reached(on: date) -> Q:
    """The day of its verdict has come, and nobody has given it yet."""
    return Q(expected_by__lte=on, ended_at=None)


def verdicts_due(person: Person, on: date) -> QuerySet[Decision]:
    """Decisions whose day has come and that nobody has judged yet, the longest waiting first."""
    found: QuerySet[Decision] = Decision.objects.seen_by(person).filter(verdict_reached(on))
    return found.select_related("unit", "owner", "series__indicator", "series__unit").order_by("expected_by", "id")


# "It will not suffer" and no change was shown: that is no proof of no harm, so it counts for neither side.
_CALM = Case(When(expected_size=0, state="no_change", then=True), default=False, output_field=BooleanField())


@dataclass(frozen=True)
class Worked:
    """Did our decisions work? `counts` has every verdict by its state name, in the order of the life cycle.

    `judged` is their sum, `running` the forecasts not yet judged, of which the verdict of `due` is due.
    """

    counts: Mapping[str, int]
    judged: int
    running: int
    due: int
    calibration: Calibration


def _grouped(person: Person, on: date) -> "QuerySet[Decision, Any]":
    """(state, confidence, calm, how many, of how many the verdict is due)."""
    decisions: QuerySet[Decision] = Decision.objects.seen_by(person).order_by()
    grouped = decisions.annotate(calm=_CALM).values_list("state", "confidence", "calm")
    return grouped.annotate(count=Count("pk"), waiting=Count("pk", filter=verdict_reached(on)))


_GROUPS = KeptSight[Decision](_grouped)


def how_decisions_worked(person: Person, on: date, unit: Unit | None = None) -> Worked:
    """Counts per verdict and calibration over all decisions the person may see (of a unit and below): one query."""
    if unit is None:
        groups = _GROUPS.rows(person, on)
    else:
        groups = list(_grouped(person, on).filter(unit__path__startswith=unit.path))
    rows = [(state, None if calm else sure, count) for state, sure, calm, count, _ in groups]
    counts = {state: sum(count for found, _, count in rows if found == state) for state in VERDICTS}
    judged = [Judged(state, confidence) for state, confidence, count in rows for _ in range(count)]
    running = sum(count for state, sure, count in rows if sure is not None and not DECISION.life.state(state).ends)
    return Worked(counts, sum(counts.values()), running, sum(due for *_, due in groups), calibration(judged))

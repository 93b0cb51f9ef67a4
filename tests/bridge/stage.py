"""A river in small: one series that fell, its signal answered, decided, done, verified."""

from datetime import date, timedelta
from typing import Any

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import open_issue
from pilothouse.measures.models import Indicator, Series, Signal
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Unit
from tests.cast import NOW, Cast, act

TODAY = NOW.date()
LATER = TODAY + timedelta(days=30)
# Steady for 24 weeks, then lower; the last week is over by TODAY.
STEADY = (70, 72, 69, 71, 70, 73, 68, 70, 71, 69, 72, 70, 71, 68, 70, 72, 69, 71, 70, 70, 71, 69, 70, 72)
FALLEN = (55, 54, 56)


def indicator(cast: Cast, title: str = "Departures on time", **more: Any) -> Indicator:
    """A weekly share of the central office."""
    return define_indicator(
        act(cast.leader), unit=cast.office, owner=cast.owner, title=title, definition="Share within 15 minutes.",
        unit_of_measure="%", value_kind="value", direction="up", frequency="week", **more,
    )  # fmt: skip


def line(cast: Cast, of: Indicator, unit: Unit, values: tuple[float, ...] = (*STEADY, *FALLEN)) -> Series:
    """A series of it in a unit with these values, the last one of the week before TODAY."""
    series = open_series(act(cast.leader), of, unit=unit)
    last = TODAY - timedelta(days=TODAY.weekday() + 7)
    weeks = [last - timedelta(weeks=len(values) - 1 - place) for place in range(len(values))]
    rows = [Row(series.pk, week, float(value)) for week, value in zip(weeks, values, strict=True)]
    record_measurements(act(cast.leader), unit=cast.office, rows=rows, route="paste")
    return series


def fallen(cast: Cast, unit: Unit | None = None) -> Signal:
    """The signal of a series that fell."""
    series = line(cast, indicator(cast), unit or cast.east)
    return Signal.objects.get(series=series)


def answered(cast: Cast, signal: Signal) -> Issue:
    """The issue that answers it, two days later."""
    return open_issue(
        act(cast.owner, later=timedelta(days=2)), origin=signal, title="Too little buffer", owner=cast.owner,
        due=LATER, severity="serious", details="Summer schedule has 10 % less buffer.",
    )  # fmt: skip


def day(number: int) -> date:
    """So many days after TODAY."""
    return TODAY + timedelta(days=number)

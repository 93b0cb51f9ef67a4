"""Indicators and values for the tests of measures."""

from collections.abc import Sequence
from datetime import date, timedelta

from pilothouse.measures.models import Indicator, Intake, Series, Signal
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.organisation.models import Person, Unit
from pilothouse.records.register import register
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation
from tests.cast import Cast, act

# The cast's present is Monday 2 March 2026: sixty weeks before it.
MONDAY = date(2025, 1, 6)
STEADY = (50.0, 52.0, 49.0, 51.0, 50.0, 48.0, 51.0, 49.0, 52.0, 50.0, 51.0, 49.0, 50.0, 48.0, 51.0, 52.0)


def week(number: int) -> date:
    """The Monday of the week with this number, counted from 0."""
    return MONDAY + timedelta(weeks=number)


def indicator_of(cast: Cast, kind: str = "value", **fields: object) -> Indicator:
    """A weekly indicator of the office; higher is better."""
    given: dict[str, object] = {
        "unit": cast.office,
        "owner": cast.quality,
        "title": "Departures on time",
        "definition": "Departures with a delay below 15 minutes.",
        "unit_of_measure": "%",
        "value_kind": kind,
        "direction": "up",
        "frequency": "week",
        "scale": 100.0 if kind == "proportion" else 1.0,
    }
    return define_indicator(act(cast.quality), **(given | fields))  # type: ignore[arg-type]


def series_of(cast: Cast, unit: Unit | None = None, kind: str = "value", **fields: object) -> Series:
    """A series of such an indicator in the east, or in `unit`."""
    return open_series(act(cast.quality), indicator_of(cast, kind, **fields), unit=unit or cast.east)


def rows_of(series: Series, values: Sequence[float], first: int = 0) -> list[Row]:
    """Weekly rows from the week with number `first` on."""
    return [Row(series.pk, week(first + i), value) for i, value in enumerate(values)]


def record(by: Person, series: Series, values: Sequence[float], first: int = 0, reason: str = "") -> Intake | None:
    """Record weekly values by hand."""
    rows = rows_of(series, values, first)
    return record_measurements(act(by), unit=series.unit, rows=rows, route="form", reason=reason)


@operation("test.signalled", may=lambda act, arguments: True)
def signal_of_a_rule(act: Act, *, series: Series, state: str = "open", rule: int = 1) -> Signal:
    """A signal as run rules raised it before early warning: neither kind of change nor chance."""
    return register(
        act,
        Signal(
            title="Changed", unit=series.unit, series=series, rule=rule, onset=date(2026, 1, 5),
            found=date(2026, 1, 12), side=-1, better=False, strength=4.0, state=state,
            ended_at=act.at if state == "explained" else None,
        ),
    )  # fmt: skip

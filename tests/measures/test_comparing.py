"""The units of an indicator at one time."""

from datetime import date, timedelta

import numpy as np
import pytest

from pilothouse.measures.comparing import compared
from pilothouse.measures.models import Indicator
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.periods import period_before
from pilothouse.measures.rules import Row
from tests.cast import NOW, Cast, act

TODAY = NOW.date()
LAST = TODAY - timedelta(days=TODAY.weekday() + 7)


def defined(cast: Cast, frequency: str = "week", kind: str = "proportion") -> Indicator:
    return define_indicator(
        act(cast.leader), unit=cast.office, owner=cast.owner, title="On time", definition="Share",
        unit_of_measure="%", value_kind=kind, direction="up", frequency=frequency,
        scale=100.0 if kind == "proportion" else 1.0,
    )  # fmt: skip


@pytest.fixture
def share(cast: Cast) -> Indicator:
    """Four weeks of 80 of 100 at East, of 700 of 1,000 at West; the last one corrected."""
    by, made = act(cast.leader), defined(cast)
    for unit, cases, whole in ((cast.east, 80, 100.0), (cast.west, 700, 1_000.0)):
        series = open_series(by, made, unit=unit)
        weeks = [LAST - timedelta(weeks=back) for back in (3, 2, 1, 0)]
        rows = [Row(series.pk, week, None, cases, whole) for week in weeks]
        record_measurements(by, unit=cast.office, rows=rows, route="paste")
        record_measurements(
            by, unit=cast.office, rows=[Row(series.pk, LAST, None, cases - 8, whole)], route="paste", reason="Recount"
        )
    return made


def test_adds_up_current_values_over_the_span(cast: Cast, share: Indicator) -> None:
    for periods, cases, sizes in ((1, [72, 692], [100, 1_000]), (2, [152, 1_392], [200, 2_000])):
        found = compared(cast.leader, share, periods, TODAY)
        assert found is not None
        assert (found.cases.tolist(), found.sizes.tolist()) == (cases, sizes)
        assert found.last == LAST
        assert found.funnel.target == pytest.approx(sum(cases) / sum(sizes))
        assert np.all(np.abs(found.funnel.outside) < 2) or periods > 1


@pytest.mark.parametrize(("frequency", "last"), [("month", date(2026, 2, 1)), ("quarter", date(2026, 1, 1))])
def test_no_period_is_lost_where_months_are_short(cast: Cast, frequency: str, last: date) -> None:
    by, made = act(cast.leader), defined(cast, frequency)
    days = [last]
    while len(days) < 13:
        days.append(period_before(days[-1], frequency))
    for unit in (cast.east, cast.west):
        series = open_series(by, made, unit=unit)
        rows = [Row(series.pk, day, None, 8, 10.0) for day in days]
        record_measurements(by, unit=cast.office, rows=rows, route="paste")
    found = compared(cast.leader, made, 12, TODAY)
    assert found is not None
    assert (found.first, found.last, found.sizes.tolist()) == (days[11], last, [120.0, 120.0])


def test_nothing_to_compare(cast: Cast, share: Indicator) -> None:
    assert compared(cast.owner, share, 12, TODAY) is None, "sees one unit"
    share.value_kind = "value"
    assert compared(cast.leader, share, 12, TODAY) is None

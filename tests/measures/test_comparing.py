"""The units of an indicator at one time."""

from datetime import timedelta

import numpy as np
import pytest

from pilothouse.measures.comparing import compared
from pilothouse.measures.models import Indicator
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Row
from tests.cast import NOW, Cast, act

TODAY = NOW.date()
LAST = TODAY - timedelta(days=TODAY.weekday() + 7)


@pytest.fixture
def share(cast: Cast) -> Indicator:
    """Four weeks of 80 of 100 at East, of 700 of 1,000 at West; the last one corrected."""
    by = act(cast.leader)
    made = define_indicator(
        by, unit=cast.office, owner=cast.owner, title="On time", definition="Share", unit_of_measure="%",
        value_kind="proportion", direction="up", frequency="week", scale=100.0,
    )  # fmt: skip
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


def test_nothing_to_compare(cast: Cast, share: Indicator) -> None:
    assert compared(cast.owner, share, 12, TODAY) is None, "sees one unit"
    share.value_kind = "value"
    assert compared(cast.leader, share, 12, TODAY) is None

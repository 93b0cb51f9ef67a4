"""What the survey of all series finds, and who may see it."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

from pilothouse.measures.looking import SHARED, UnitLine, look_for_leading, look_for_shared, shared_among
from pilothouse.measures.models import Leading, Series, SharedChange
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Columns, Row
from pilothouse.measures.surveys import standing_of
from pilothouse.measures.together import leading_pairs, shared_changes
from pilothouse.organisation.models import Unit
from tests.cast import NOW, Cast, act

LAST = NOW.date() - timedelta(days=NOW.date().weekday() + 7)


def entered(
    cast: Cast, title: str, lines: list[tuple[Unit, np.ndarray]], later: timedelta = timedelta()
) -> list[Series]:
    """Weekly values of one indicator up to the last whole week, entered now or later."""
    by, last = act(cast.leader, later=later), LAST + timedelta(weeks=later // timedelta(weeks=1))
    indicator = define_indicator(
        by, unit=cast.office, owner=cast.owner, title=title, definition="As it says", unit_of_measure="min",
        value_kind="value", direction="down", frequency="week",
    )  # fmt: skip
    made = [open_series(by, indicator, unit=unit) for unit, _values in lines]
    rows = [
        Row(series.pk, last - timedelta(weeks=len(values) - 1 - place), round(float(value), 3))
        for series, (_unit, values) in zip(made, lines, strict=True)
        for place, value in enumerate(values)
    ]
    record_measurements(by, unit=cast.office, rows=rows, route="paste")
    return made


def test_leaders_are_shown_to_those_who_see_both_series(cast: Cast) -> None:
    rng = np.random.default_rng(4)
    first, noise = rng.standard_normal((2, 104))
    then = noise.copy()
    then[2:] += 2.0 * first[:-2]
    (upstream,) = entered(cast, "Bags at the belt", [(cast.east, 30 + first)])
    (downstream,) = entered(cast, "Late departures", [(cast.west, 30 + then)])
    assert look_for_leading(NOW)
    (pair,) = leading_pairs(cast.leader)
    assert (pair.leader, pair.follower, pair.lag) == (upstream, downstream, 2)
    assert leading_pairs(cast.owner) == leading_pairs(cast.west_owner) == []
    assert not look_for_leading(NOW + timedelta(days=1)), "nothing happened"
    assert Leading.objects.count() == 1


@pytest.mark.parametrize("keys", [(1, 2, 3, 4), (1, 5, 3, 9), (9, 5, 3, 1)])
def test_a_unit_that_came_later_is_judged_with_the_others_of_its_indicator(keys: tuple[int, ...]) -> None:
    """Whatever order their series were opened in, values stay with their series: two indicators at two units."""
    days = LAST.toordinal() - 7 * np.arange(80)[::-1]
    table = np.random.default_rng(7).normal([[100], [100], [5], [5]], 1.0, (4, 80))
    table[:2, 70:] += 1.8
    lines = [UnitLine(key, 1 + at // 2, f"/1/{2 + at % 2}/", "", "week", "value", None) for at, key in enumerate(keys)]

    def values(wanted: Sequence[int]) -> Columns:
        kept = sorted(wanted)
        drawn = np.concatenate([table[keys.index(key)] for key in kept])
        none = np.full(len(drawn), np.nan)
        return Columns(np.repeat(kept, 80), np.tile(days, len(kept)), drawn, none, none, np.arange(len(drawn)))

    (found,) = shared_among(lines, values, LAST, 0.15)
    assert (found.indicator_id, found.side, sorted(found.named)) == (1, 1, sorted(keys[:2]))


def test_units_that_changed_together_are_shown_to_those_who_see_all_of_them(cast: Cast) -> None:
    rng = np.random.default_rng(7)
    table = 30 + rng.standard_normal((2, 80))
    table[:, 70:] += 1.6
    made = entered(cast, "Taxi out", [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)
    (found,) = shared_changes(cast.leader)
    assert found.series == made
    assert found.change.side == 1
    assert abs((found.change.onset - (LAST - timedelta(weeks=9))).days) <= 14
    assert 0.0 < found.yearly < 0.1
    assert shared_changes(cast.owner) == []


def test_old_changes_and_ended_series_take_no_part(cast: Cast) -> None:
    table = np.where(np.arange(80) < 40, 30.0, 36.0) + np.random.default_rng(8).standard_normal((2, 80))
    entered(cast, "Taxi in", [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW + timedelta(weeks=80))
    assert not SharedChange.objects.exists()


def test_a_whole_does_not_change_together_with_its_parts(cast: Cast) -> None:
    table = 30 + np.random.default_rng(10).standard_normal((2, 80))
    table[:, 70:] += 1.6
    units = (cast.east, cast.west, cast.office)
    made = entered(cast, "Taxi out", list(zip(units, [*table, table.mean(axis=0)], strict=True)))
    look_for_shared(NOW)
    both = [one.pk for one in made[:2]]
    told = [(both, both[1:]), (both, both)]  # a unit alone, which is shown to nobody, and both together
    assert [(one.judged, one.named) for one in SharedChange.objects.order_by("pk")] == told
    entered(cast, "Pushback", [(cast.east, table[0]), (cast.office, table[0])])
    look_for_shared(NOW + timedelta(minutes=11))
    kept = [(one.judged, one.named) for one in SharedChange.objects.order_by("pk")]
    assert kept == told, "looked at again within the hour, and a unit and the whole above it are not together"
    assert standing_of(SHARED).at == NOW + timedelta(minutes=11)

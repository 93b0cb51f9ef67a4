"""One event stands in one place: weeks in common and sets of units."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from pilothouse.measures.luck import OFTEN
from pilothouse.reviews.queries import AnsweredWeek, occasions

MONDAY = date(2026, 1, 5)


def week(number: int, *units: int, process: int = 1, tone: str = "worse", by_luck: float = 0.01) -> AnsweredWeek:
    of = SimpleNamespace(pk=7, process_id=process)
    changes: Any = [SimpleNamespace(tone=tone, indicator=of, series=SimpleNamespace(unit_id=unit)) for unit in units]
    return AnsweredWeek(changes, MONDAY + timedelta(weeks=number), by_luck, [])


def found(began: int, seen: int, *units: int, process: int = 1, tone: str = "worse", **more: Any) -> Any:
    """A set whose change began and was found in these weeks."""
    change = SimpleNamespace(
        onset=MONDAY + timedelta(weeks=began, days=2), found=MONDAY + timedelta(weeks=seen), evidence=3.0,
        indicator=SimpleNamespace(pk=8, process_id=process),
    )  # fmt: skip
    series = [SimpleNamespace(unit_id=unit) for unit in units]
    told = {"yearly": 0.2, "rarer": True} | more
    return SimpleNamespace(shared=SimpleNamespace(change=change, series=series, tone=tone, **told))


@pytest.mark.parametrize(
    ("given", "there"),
    [
        (found(4, 6, 1, 2), 4),
        (found(2, 6, 1, 2), 6),
        (found(4, 9, 2, 3, process=5), 4),
        (found(2, 4, 1, process=5), None),
        (found(4, 6, 8, 9), None),
        (found(4, 6, 1, 2, tone="better"), None),
        (found(3, 5, 1, 2), None),
    ],
    ids=["where it began, not where it was found", "where it was found", "began there in another process",
         "found there in another process", "other units", "to the other side", "another week"],
)  # fmt: skip
def test_a_set_stands_with_the_week_of_its_event(given: Any, there: int | None) -> None:
    weeks, alone = occasions([week(6, 1, 2), week(4, 1, 2)], [given])
    at = [6, 4].index(there) if there is not None else None
    assert [bool(one.sets) for one in weeks] == [place == at for place in range(2)]
    assert len(alone) == (there is None)


def test_sets_of_one_event_stand_together_the_newest_event_first() -> None:
    sets = [
        found(2, 3, 1, 2),
        found(2, 5, 2, 3, process=4),
        found(4, 5, 1, 2),
        found(2, 3, 8, 9),
        found(2, 3, 1, tone="better"),
    ]
    _, alone = occasions([], sets)
    assert [len(one.sets) for one in alone] == [1, 2, 1, 1]


def test_the_rarer_of_two_ways_counts_double_and_says_whether_it_is_a_limit() -> None:
    def told(by_luck: float, *sets: Any) -> tuple[float, bool, bool]:
        (one,), _ = occasions([week(4, 1, 2, by_luck=by_luck)], sets)
        return pytest.approx(one.yearly), one.rarer, one.may_be_luck

    rare = found(4, 5, 1, 2)
    assert told(0.01) == (0.01, False, False)
    assert told(0.01, rare) == (0.02, False, False)
    assert told(3.0, rare) == (0.4, True, False)
    assert told(3.0, found(4, 5, 1, 2, yearly=OFTEN)) == (2 * OFTEN, True, True)
    _, (alone,) = occasions([], [rare])
    assert (alone.yearly, alone.rarer) == (0.2, True)

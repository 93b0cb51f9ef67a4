"""Which objectives are in danger: the rule, and that agenda and page one of the pack go by it in the same words."""

from datetime import date
from typing import Any

import pytest

from pilothouse.measures.models import Reading
from pilothouse.measures.operations import set_target
from pilothouse.reviews.models import AgendaItem
from pilothouse.reviews.operations import prepare_review
from pilothouse.reviews.queries import items_seen
from pilothouse.reviews.rules import Danger, Standing, danger_of, in_danger
from tests.cast import act
from tests.reviews.story import planned
from tests.stage import Stage

OPEN, TOLD = Danger.OPEN, Danger.TOLD


@pytest.mark.parametrize(
    ("chances", "worse", "met", "danger"),
    [
        ((0.2, 0.2), False, 0, TOLD),
        ((0.3, 0.3), True, 0, None),
        # Both ends are low, and yet nobody can tell which holds.
        ((0.05, 0.2), False, 12, OPEN),
        ((0.05, 0.6), False, 0, None),
        ((0.05, 0.6), True, 12, OPEN),
        ((0.3, 0.6), True, 0, None),
        (None, False, 4, OPEN),
        (None, False, 5, None),
        (None, True, 12, OPEN),
    ],
)
def test_which_targets_are_in_danger(chances: Any, worse: bool, met: int, danger: Danger | None) -> None:
    assert danger_of(chances, worse=worse, met=met, count=12) is danger


@pytest.mark.parametrize(
    ("chances", "then", "worse", "danger"),
    [
        ((0.0, 0.0), (0.2, 0.2), True, TOLD),
        # It gets there slowly, or is out of its season.
        ((0.0, 0.0), (0.3, 0.3), False, None),
        ((0.0, 0.0), (0.9, 0.9), True, None),
        ((0.3, 0.3), (0.0, 0.0), True, None),
        ((0.0, 0.0), (0.0, 0.2), False, TOLD),
        ((0.0, 0.1), (0.2, 0.2), False, OPEN),
        ((0.0, 0.0), (0.1, 0.9), False, None),
        ((0.0, 0.0), (0.1, 0.9), True, OPEN),
        ((0.0, 0.6), (0.4, 0.9), True, None),
    ],
)
def test_what_its_date_may_bring_is_in_no_danger(chances: Any, then: Any, worse: bool, danger: Danger | None) -> None:
    assert danger_of(chances, then, worse=worse, met=0, count=12) is danger


def test_too_far_to_tell_is_never_sure() -> None:
    assert danger_of((0.1, 0.1), worse=False, met=12, count=12, far=True) is OPEN
    assert danger_of((0.3, 0.3), worse=True, met=12, count=12, far=True) is None


def test_nothing_is_known_of_what_has_no_value_yet() -> None:
    assert danger_of(None, worse=False, met=0, count=0) is None
    assert _judged(1, None).likelihood == 0.5


def _judged(key: int, chances: Any, then: Any = None, danger: Danger | None = TOLD, missed: bool = False) -> Standing:
    return Standing(key, danger, chances, missed, then)


def test_the_least_likely_is_least_within_reach_by_the_better_of_its_chances() -> None:
    assert _judged(1, (0.1, 0.3)).likelihood == pytest.approx(0.2)
    slow, stuck = _judged(1, (0.0, 0.0), (0.2, 0.2)), _judged(2, (0.1, 0.1), (0.0, 0.0))
    assert in_danger([slow, stuck], worked_on=True) == (TOLD, stuck)
    coming, missed = (
        _judged(key, chances, then, None, True)
        for key, chances, then in ((1, (0.0, 0.0), (0.9, 0.9)), (2, (0.4, 0.4), (0.4, 0.4)))
    )
    assert in_danger([coming, missed], worked_on=False) == (Danger.ALONE, missed)


@pytest.mark.parametrize(
    ("picture", "chance", "said"),
    [
        ({"next": [0.05, 0.2], "at": None, "since": "2026-02-02"}, None, "next time 5 to 20\u00a0%"),
        (
            {"next": [0.05, 0.2], "at": [0.1, 0.2], "since": "2026-02-02"},
            None,
            "10 to 20\u00a0%, next time 5 to 20\u00a0%",
        ),
        (None, None, "cannot be told"),
        (None, 0.1, "next time 10\u00a0%"),
    ],
)
def test_the_agenda_tells_a_range_while_nobody_can_tell(
    stage: Stage, picture: Any, chance: float | None, said: str
) -> None:
    reading = Reading.objects.get(series=stage.series)
    reading.picture |= {"outlook": picture}
    reading.chance = chance
    reading.save()
    prepare_review(act(stage.cast.quality), stage.review)
    (item,) = AgendaItem.objects.filter(review=stage.review, record=stage.objective)
    _wanted, chances = item.reason.split(": ")[:2]
    assert chances == f"{said} (data trust C)"
    assert ("too early to say whether the change of week 6 stays" in item.reason) is bool(picture)
    assert ("; met 0 of 12 lately" in item.reason) is (not picture and chance is None)
    plain = "its target looks out of reach" if chance else "its target may be out of reach"
    (unseen,) = [
        one.reason for one in items_seen(stage.review, stage.cast.west_owner) if one.record.pk == item.record_id
    ]
    assert (item.plain, unseen) == (plain, plain)


def test_a_target_of_no_objective_is_no_item(stage: Stage) -> None:
    set_target(act(stage.cast.leader), stage.west_series, value=99.0, by=date(2026, 12, 31))
    Reading.objects.filter(series=stage.west_series).update(chance=0.01)
    items = prepare_review(act(stage.cast.quality), planned(stage.cast))
    assert [one.record_id for one in items if one.record.kind == "objective"] == [stage.objective.pk]

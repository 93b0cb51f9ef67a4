"""How risks are rated and how much is borne."""

from typing import Any

import pytest

from pilothouse.risks.appetite import in_force, usual
from pilothouse.risks.models import Appetite, Assessment, Portfolio
from pilothouse.risks.operations import assess_by_estimate, set_appetite
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.risks.story import chance, rated

NEW: dict[str, Any] = {
    "likelihood": ["rare", "now and then", "often"],
    "consequence": ["small", "marked", "large", "very large"],
    "beyond": [(3, 3), (3, 4), (2, 4)],
    "unit_of_loss": "EUR",
    "line": [(1_000.0, 0.5), (10_000.0, 0.1)],
    "reason": "Agreed by the board",
}


def test_it_holds_from_now_on_and_earlier_ones_stay(cast: Cast) -> None:
    assert in_force() == usual()
    set_appetite(act(cast.leader), cast.organisation, **NEW)
    assert (in_force().size, in_force().unit, (3, 4) in in_force().beyond) == ((3, 4), "EUR", True)
    set_appetite(act(cast.leader), cast.organisation, **(NEW | {"line": []}))
    assert Appetite.objects.count() == 2


def test_another_matrix_asks_for_new_ratings_and_keeps_the_old_ones(cast: Cast) -> None:
    found = rated(cast)
    set_appetite(act(cast.leader), cast.organisation, **NEW)
    found.refresh_from_db()
    assert (found.likelihood, found.score, Assessment.objects.count()) == (None, None, 1)


def test_other_words_keep_the_ratings(cast: Cast) -> None:
    found, scale = rated(cast), usual()
    words = [f"{word}!" for word in scale.likelihood]
    values = NEW | {"likelihood": words, "consequence": scale.consequence, "beyond": scale.beyond, "unit_of_loss": ""}
    set_appetite(act(cast.leader), cast.organisation, **values)
    found.refresh_from_db()
    assert found.score == 6


def test_another_unit_of_loss_asks_for_new_estimates(cast: Cast) -> None:
    found = rated(cast)
    hoped = chance(cast)
    for one in (found, hoped):
        assess_by_estimate(act(cast.owner), one, often_low=0.1, often_high=1.0, loss_low=1.0, loss_high=9.0)
    set_appetite(act(cast.leader), cast.organisation, **NEW)
    found.refresh_from_db()
    hoped.refresh_from_db()
    assert (found.yearly, hoped.yearly, Portfolio.objects.count()) == (None, None, 0)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"likelihood": ["rare", "often"]}, "likelihood"),
        ({"consequence": ["small", "Small (less)", "large"]}, "consequence"),
        ({"beyond": [(9, 9)]}, "beyond"),
        ({"beyond": [(1, 1)]}, "beyond"),
        ({"line": [(1_000.0, 1.5)]}, "line"),
        ({"line": [(1_000.0, 0.1), (2_000.0, 0.2)]}, "line"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_appetite(act(cast.leader), cast.organisation, **(NEW | wrong))
    assert refusal.value.field == field


def test_it_is_for_top_management(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_appetite(act(cast.quality), cast.organisation, **NEW)

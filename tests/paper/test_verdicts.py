"""What a pack on paper says of verdicts: when they were due, and for how many it is too early."""

import json
from typing import Any

import pytest

from pilothouse.paper.levels import acted_in_a_change, when_due
from pilothouse.paper.opening import Told, opened
from pilothouse.paper.worked import worked
from pilothouse.reviews.operations import freeze_pack
from tests.cast import act
from tests.stage import Stage

FIGURE: Any = {"decimals": 1, "unit_of_measure": "%"}


@pytest.mark.parametrize("kept", ["cannot_be_told", ""])  # "" before it was told as such
def test_a_reading_that_could_not_tell_is_a_whole_sentence(kept: str) -> None:
    reading = {"on": "2026-06-25", "verdict": kept, "points": 2, "effect": [None, None, None]}
    judged = {"state": "as_forecast", "effect": [1.0, 0.5, 2.0], "when_due": reading}
    assert when_due(FIGURE, judged) == (
        "On 25 Jun 2026, when its verdict was due, the numbers could not tell, with 2 values since it took effect."
    )
    told = when_due(FIGURE, judged | {"when_due": reading | {"verdict": "less", "effect": [1.0, 0.5, 1.5]}})
    assert told.endswith("the numbers said: better but less, measured +1.0 points (95 %: 0.5 to 1.5).")


def test_too_early_is_what_is_not_asked_for_again_yet(stage: Stage) -> None:
    told = opened(freeze_pack(act(stage.cast.quality), stage.review))
    (kept,) = told.body["decisions"]

    def says(**changes: Any) -> str:
        body = json.loads(json.dumps(told.body)) | {"decisions": [kept | changes]}
        return worked(Told(body, told.today, told.figures))

    one = "1 forecast is running; for 1 it is too early to tell."
    assert says(state="too_early", asked_again_on="2026-03-03") == one
    assert says(state="running", asked_again_on="2026-03-03") == one  # nobody has said that it is carried out
    assert says(state="too_early", asked_again_on="2026-03-02") == "1 forecast is running."  # due today
    assert says(state="worse", asked_again_on="2026-03-03") == "1 forecast is running."


class OneFigure:
    """A pack with one figure, of which more is better."""

    def figure(self, _key: int) -> Any:
        return FIGURE | {"direction": "up"}


@pytest.mark.parametrize(
    ("state", "level", "points", "said"),
    [
        ("as_forecast", 50.0, 20, "bad stretch"),  # it had been 60, and came back
        ("as_forecast", 70.0, 20, ""),  # a gain on top of a good stretch is none the less for it
        ("as_forecast", 50.0, 4, ""),  # of four values nobody can tell what had been usual
        ("worse", 70.0, 20, "good stretch"),
        ("worse", 50.0, 20, ""),
        ("no_change", 50.0, 20, ""),
    ],
)
def test_before_was_a_bad_stretch_only_where_it_was_worse(state: str, level: float, points: int, said: str) -> None:
    held = {
        "onset": "2026-01-05", "points": 20, "level": level, "earlier": 60.0, "effect": [1.0, -4.0, 6.0],
        "before_points": points, "verdict": "cannot_be_told",
    }  # fmt: skip
    told: Any = OneFigure()
    words = acted_in_a_change(told, {"series": 1, "state": state, "level": held})
    assert (said in words) if said else not words

"""Chances as people read them."""

import pytest

from pilothouse.measures.wording import percent_in_words
from pilothouse.web.strategy.words import rounded


@pytest.mark.parametrize(
    ("chances", "said"),
    [((0.34,), "35 %"), ((0.01,), "under 5 %"), ((0.99,), "over 95 %"), ((0.21, 0.58), "20 to 60 %"),
     ((0.01, 0.58), "at most 60 %"), ((0.55, 0.99), "at least 55 %"), ((0.0, 0.99), "cannot be told")],
)  # fmt: skip
def test_a_chance_is_told_to_the_nearest_five(chances: tuple[float, ...], said: str) -> None:
    assert percent_in_words(chances).replace("\u00a0", " ") == said


def test_a_bar_shows_the_same_steps() -> None:
    assert (rounded(0.434), rounded(None)) == (45.0, None)

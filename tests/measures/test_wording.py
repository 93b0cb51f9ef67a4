"""How measures say how rare something is: never more than is known, never as a certainty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.periods import FREQUENCIES
from pilothouse.measures.wording import by_chance, by_chance_since, evidence_in_words, moved


@pytest.mark.parametrize(
    ("p", "frequency", "said"),
    [
        (1 / 1_000, "week", "about once in 52 years"),
        (0.01, "month", "about once in 31 years"),
        (0.04, "week", "about once in 23 months"),
        (0.001, "day", "about once in 7 years"),
        (0.4, "week", "about once in 2 months"),
        (0.5, "day", "about once in 8 days"),
        (1.0, "week", "about once in 4 weeks"),
        (1.0, "day", "about once in 4 days"),
        (1e-12, "week", "less than once in 380 years"),
        (0.0, "month", "less than once in 1700 years"),
        (None, "week", ""),
        (float("nan"), "week", ""),
        (1.2, "week", ""),
    ],
)
def test_rarity_by_hand(p: float | None, frequency: str, said: str) -> None:
    assert by_chance(p, frequency) == said


@pytest.mark.parametrize(
    ("found", "latest", "said"),
    [
        (0.001, 0.0, "about once in 7 years when it was found, less than once in 55 years with what came since"),
        (0.001, 0.001, "about once in 7 years"),
        (0.001, None, "about once in 7 years"),
        (None, 0.001, "about once in 7 years"),
        (None, None, ""),
    ],
)
def test_a_change_that_goes_on_has_the_rarity_of_its_day_and_of_today(
    found: float | None, latest: float | None, said: str
) -> None:
    assert by_chance_since(found, latest, "day") == said


@given(st.floats(0, 1), st.sampled_from(FREQUENCIES))
def test_no_probability_is_dressed_as_a_certainty(p: float, frequency: str) -> None:
    said = evidence_in_words(p, frequency)
    assert re.fullmatch(
        r"It would happen by chance (about|less than) once in \d+ (day|days|weeks|months|years)\.", said
    )
    assert "less" not in said or p < 2e-4


@pytest.mark.parametrize(
    ("side", "kind", "said"),
    [(1, "level", "higher"), (-1, "single point", "lower"), (1, "drift", "rising"), (-1, "spread", "varies less")],
)
def test_which_way(side: int, kind: str, said: str) -> None:
    assert moved(side, kind) == said

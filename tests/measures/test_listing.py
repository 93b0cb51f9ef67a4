"""Which of many series are shown as changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.measures.listing import Listed, listed


def test_listed_by_hand() -> None:
    # Benjamini and Hochberg 1995, their example: 15 p-values at 5 % list the first four.
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    found = listed(dict(enumerate([*chances, 0.4262, 0.5719, 0.6528, 0.7590, 1.0])), share=0.05)
    assert found.keys == (0, 1, 2, 3)
    assert found.false == pytest.approx(15 * 0.0095)


def test_what_was_not_judged_is_never_listed_but_counted() -> None:
    found = listed({7: None, 3: 1e-6, 5: None})
    assert (found.keys, found.not_judged) == ((3,), 2)
    assert (listed({}), listed({1: None})) == (Listed((), 0.0, 0), Listed((), 0.0, 1))


@given(st.dictionaries(st.integers(0, 500), st.floats(0, 1), max_size=40), st.integers(1, 50))
def test_looking_at_more_never_lists_more(chances: dict[int, float | None], more: int) -> None:
    calm: dict[int, float | None] = {1_000 + key: 1.0 for key in range(more)}
    found = listed(chances)
    assert set(listed(chances | calm, 0.1).keys) <= set(found.keys)
    assert 0 <= found.false <= len(found.keys)

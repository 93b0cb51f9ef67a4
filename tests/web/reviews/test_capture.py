"""One line of a meeting, understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.web.reviews.capture import Understood, understood

TODAY = date(2026, 3, 2)  # a Monday
PEOPLE = {1: "Station manager LGA", 2: "Station manager JFK", 3: "Ramp agent Zoë", 4: "Quality manager"}


@pytest.mark.parametrize(
    ("line", "title", "owner", "due"),
    [
        ("station manager LGA to restore buffers by 25 Jul", "Restore buffers", 1, date(2026, 7, 25)),
        ("Zoe to count chocks by Friday.", "Count chocks", 3, date(2026, 3, 6)),
        ("quality: check the sample by 2026-04-01", "Quality: check the sample", None, date(2026, 4, 1)),
        ("Quality manager will check the sample by in 2 weeks", "Check the sample", 4, date(2026, 3, 16)),
        ("ramp agent to sweep by tomorrow", "Sweep", 3, date(2026, 3, 3)),
        ("restore buffers", "Restore buffers", None, None),
        ("station manager to restore buffers by 25 Jul", "Station manager to restore buffers", None, date(2026, 7, 25)),
        ("jfk to call the tower by Feb 10", "Call the tower", 2, date(2027, 2, 10)),
        ("jfk to call the tower by 30 Feb", "Call the tower by 30 Feb", 2, None),
        ("jfk to stand by the tower", "Stand by the tower", 2, None),
        ("jfk to fly by Monday", "Fly", 2, date(2026, 3, 9)),
    ],
)
def test_who_what_when(line: str, title: str, owner: int | None, due: date | None) -> None:
    assert understood(line, PEOPLE, TODAY) == Understood(title, owner, due)


@given(st.text(max_size=300))
def test_any_line_is_read_without_complaint(line: str) -> None:
    found = understood(line, PEOPLE, TODAY)
    assert found.owner in {None, *PEOPLE}

"""How lists say until when a change was seen."""

from datetime import date, timedelta

import pytest

from pilothouse.measures.models import Indicator, Reading, Signal
from pilothouse.web.measures.words import since

MONDAY = date(2025, 12, 29)  # of week 1
TODAY = MONDAY + timedelta(weeks=20)


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ("..vvv", "lower since week 3"),
        ("..vvv.v", "lower since week 3"),  # a point inside the limits ends no change
        ("..vvv.v..", "lower from week 3 to week 7"),
        ("..vvv.......v", "lower since week 3"),
        ("..vvv........v", "lower from week 3 to week 5"),  # that is the next one
        ("..vvv^v", "lower from week 3 to week 5"),
        ("..v..", "lower from week 3 to week 4"),
    ],
)  # fmt: skip
def test_until_when(sides: str, said: str) -> None:
    signal = Signal(side=-1, onset=MONDAY + timedelta(weeks=2), found=MONDAY + timedelta(weeks=3))
    picture = {
        "periods": [(MONDAY + timedelta(weeks=place)).isoformat() for place in range(len(sides))],
        "sides": [{"v": -1, "^": 1}.get(side, 0) for side in sides],
    }
    assert since(Indicator(frequency="week"), signal, TODAY, Reading(picture=picture)) == said

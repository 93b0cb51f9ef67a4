"""Where a pack differs is said in words beside its path."""

from datetime import date, timedelta
from typing import Any

import pytest

from pilothouse.reviews.place_wording import place_in_words

WEEKS = [(date(2013, 1, 7) + timedelta(weeks=at)).isoformat() for at in range(51)]
FIGURE: dict[str, Any] = {
    "indicator": "IND-0001", "title": "Departures on time", "place": "EWR", "unit_of_measure": "%", "frequency": "week",
    "periods": WEEKS, "values": [1.0] * 51, "earlier": {"periods": ["2012-12-31"], "values": [1.0]},
    "signals": ["SIG-0001"], "target": {"value": 78.0, "next": [0.1, 0.2]},
}  # fmt: skip
MONTHLY = FIGURE | {"frequency": "month", "periods": ["2013-03-01"], "unit_of_measure": "", "place": "JFK"}
PACK = {
    "figures": [MONTHLY, FIGURE],
    "actions": [{"code": "ACT-0031", "title": "One plan", "due": "2014-01-06"}],
    "figures_changed": [{"name": "IND-0001 Departures on time, EWR", "series": 1}],
    "inputs": {"each": [{"input": "earlier", "owner": ""}]},
    "review": {
        "attendance": [{"person": "Ann"}],
        "agenda": [{"code": "ISS-0004", "title": "Late", "came": [{"code": "D-0007"}]}],
    },
    "silent": {"actions": ["ACT-0016"]},
}  # fmt: skip
EWR = "IND-0001 Departures on time, EWR, %"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("figures[1].values[49]", f"{EWR}, week of 16 December 2013"),
        ("figures[1].upper[0]", f"{EWR}, week of 7 January 2013"),
        ("figures[1].earlier.values[0]", f"{EWR}, week of 31 December 2012"),
        ("figures[0].values[0]", "IND-0001 Departures on time, JFK, March 2013"),
        ("figures[1].target.next[1]", EWR),
        ("figures[1].signals[0]", EWR),
        ("figures[1].values[51]", EWR),  # it came in since, or by another hand: the pack has no period for it
        ("figures[7].values[0]", ""),
        ("actions[0].due", "ACT-0031 One plan"),
        ("figures_changed[0].now", "IND-0001 Departures on time, EWR"),
        ("inputs.each[0].owner", "What was decided before"),
        ("review.attendance[0].presence", "Ann"),
        ("review.agenda[0].came[0].due", "ISS-0004 Late, D-0007"),
        ("silent.actions[0]", ""),
        ("today", ""),
    ],
)
def test_a_place_is_named(path: str, words: str) -> None:
    assert place_in_words(PACK, path) == words

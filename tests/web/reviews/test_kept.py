"""What was known when something was decided, in words and marks."""

from datetime import date

import pytest

from pilothouse.reviews.queries import Kept, SeriesKept
from pilothouse.reviews.rules import SeriesThen
from pilothouse.reviews.rules.evidence import DEFINITION, SignalThen, Since
from pilothouse.web.reviews.kept import kept_lines

WEEK = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("side", "better", "mark", "said"),
    [
        (1, True, "better", "higher since"),
        (-1, False, "worse", "lower since"),
        (1, False, "worse", "varies more since"),
        (-1, True, "better", "varies less since"),
    ],
)
def test_a_signal_of_the_spread_is_told_and_marked_as_one(side: int, better: bool, mark: str, said: str) -> None:
    then = SeriesThen(
        place="EST", decimals=1, periods=(WEEK,), values=(5.0,), centre=(4.0,), lower=(1.0,), upper=(9.0,),
        definition=dict.fromkeys(DEFINITION, "x") | {"scale": 1.0, "direction": "up", "frequency": "week"},
        sides=(side,), status="watched", signals=(SignalThen("SIG-0001", WEEK, side, better),), target=None,
        route="form", source="", brought=WEEK, corrected=0, late=False,
    )  # fmt: skip
    (line,) = kept_lines(Kept([SeriesKept(1, then, Since({}, 0, ()), "", True)], []), WEEK).series
    assert f"spark-{mark}" in line.spark
    assert line.changes[0][1].startswith(said)

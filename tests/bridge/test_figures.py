"""Numbers as sentences."""

from pilothouse.bridge.figures import amount, difference, range_of
from pilothouse.measures.models import Indicator

PER_CENT = Indicator(unit_of_measure="%", decimals=0)
MINUTES = Indicator(unit_of_measure="minutes", decimals=1)


def test_amounts() -> None:
    assert amount(71.4, PER_CENT) == "71 %"
    assert amount(-1234.56, MINUTES) == "−1\u202f234.6 minutes"
    assert amount(None, MINUTES) == amount(float("nan"), MINUTES) == "–"


def test_differences_of_percentages_are_points() -> None:
    assert difference(5.1, PER_CENT) == "+5.1 points"
    assert difference(-8.0, MINUTES) == "−8.0 minutes"
    assert difference(-0.0, PER_CENT) == difference(-0.04, PER_CENT) == "0.0 points"
    assert range_of(2.2, 8.04, PER_CENT) == "(95 %: 2.2 to 8.0)"
    assert range_of(None, 1.0, PER_CENT) == ""

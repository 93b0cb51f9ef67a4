"""What the next meeting is called."""

from datetime import date

import pytest

from pilothouse.web.reviews.titles import next_title

DECEMBER, JANUARY = date(2013, 12, 12), date(2014, 1, 9)


@pytest.mark.parametrize(
    ("title", "last", "on", "after"),
    [
        ("Operations meeting, December", DECEMBER, JANUARY, "Operations meeting, January"),
        ("December 2013, Maya and Decemberists", DECEMBER, JANUARY, "January 2014, Maya and Decemberists"),
        ("Review of Q3 2013", date(2013, 10, 11), date(2014, 1, 10), "Review of Q4 2013"),
        ("Review of Q4 2013", date(2014, 1, 10), date(2014, 4, 11), "Review of Q1 2014"),
        ("Business review, third quarter", date(2013, 10, 10), JANUARY, "Business review, fourth quarter"),
        ("Business review", DECEMBER, JANUARY, "Business review"),
        ("Review of 2013, plan 2020", DECEMBER, JANUARY, "Review of 2014, plan 2020"),
        ("ISO 9001:2013 management review 2013", DECEMBER, JANUARY, "ISO 9001:2013 management review 2014"),
        ("November 2013", date(2013, 12, 2), JANUARY, "December 2013"),
        ("December 2013", JANUARY, date(2014, 2, 6), "January 2014"),
        ("Flood of March 2013", DECEMBER, date(2013, 12, 19), "Flood of March 2013"),
        ("Plan for Q1 2014, fire of 2013", DECEMBER, date(2014, 3, 1), "Plan for Q2 2014, fire of 2013"),
        ("Q4 2013 in December, plan 2014", DECEMBER, JANUARY, "Q1 2014 in January, plan 2014"),
    ],
)
def test_it_is_named_for_its_own_day(title: str, last: date, on: date, after: str) -> None:
    assert next_title(title, last, on) == after

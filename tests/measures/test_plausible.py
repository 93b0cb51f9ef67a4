"""Periods that are hardly meant are found, and honest histories are not."""

from datetime import date

import numpy as np

from pilothouse.measures.periods import days_of
from pilothouse.measures.plausible import Doubt, doubts, long_ago
from pilothouse.measures.rules import Row, Terms, columns_of

TODAY = date(2026, 3, 4)  # a Wednesday


def test_what_lies_far_before_the_rest_is_strange() -> None:
    given = [date(202, 11, 3), date(2002, 1, 7), date(2002, 1, 14), date(2016, 5, 2), date(2025, 5, 5)]
    assert long_ago(days_of(given), days_of([TODAY])).tolist() == [True, True, True, False, False]
    years = [date(year, 1, 1) for year in range(1900, 2026, 5)]
    assert not long_ago(days_of(years), days_of([TODAY])).any()
    assert long_ago(days_of([date(1899, 12, 31)]), days_of([])).tolist() == [True]
    assert not long_ago(days_of([date(2001, 1, 1)]), days_of([])).any()


def test_each_series_is_held_against_itself_and_the_running_period_is_told() -> None:
    rows = columns_of([Row(1, date(2003, 1, 6), 1.0), Row(2, date(2003, 1, 6), 1.0), Row(2, date(2026, 3, 2), 1.0)])
    known = columns_of([Row(1, date(2003, 1, 13), 1.0), Row(2, date(2025, 1, 6), 1.0)])
    terms = {key: Terms("value", "week", date.max.toordinal()) for key in (1, 2)}
    assert doubts(rows, known, terms, TODAY) == {1: Doubt.LONG_AGO, 2: Doubt.NOT_OVER}
    assert doubts(rows.take(np.array([0])), known, terms, TODAY) == {}

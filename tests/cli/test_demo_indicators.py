"""The demo's indicators: each query counts what its definition says, and never looks past the story's day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from pilothouse.cli.demo.indicators import INDICATORS, Indicator, Kind

WEEK = date(2013, 1, 7)
MONDAY_AFTER = date(2013, 1, 14)
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}

# One departure each: hour scheduled, departure delay, arrival delay (None: cancelled, diverted).
DEPARTURES = [
    (6, -3, -10),
    (7, 14, 14),
    (7, 15, 10),
    (12, 44, 60),
    (12, 119, 119),
    (17, 120, 100),
    (18, -5, 0),
    (19, 30, None),
    (20, None, None),
    (21, 300, 310),
]
COLUMNS = (
    "origin VARCHAR, carrier VARCHAR, airline VARCHAR, week DATE, hour INT, dep_time INT, dep_delay INT, arr_delay INT"
)
EXPECTED = {
    "DEP": (3, 9),
    "DEP-ALL": (3, 9),
    "CARRIER": (3, 9),
    "FIRST": (2, 3),
    "CANCEL": (1, 10),
    "LONG": (2, 9),
    "ARR": (4, 8),
    "RECOVER": (1, 2),
    "DIVERT": (1, 9),
    "LOST": (-0.125,),
    "EVENING": (50.0,),
    "FLOWN": (9,),
    "WEATHER": (3,),
}


@pytest.fixture
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE flights ({COLUMNS})")
        for hour, left, arrived in DEPARTURES:
            time = None if left is None else hour * 100
            row = ["EWR", "UA", "United Air Lines", WEEK, hour, time, left, arrived]
            connection.execute("INSERT INTO flights VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute(
            "CREATE TABLE weather AS FROM (VALUES"
            " ('EWR', DATE '2013-01-07', 5, 2.5, 0.0, 10.0), ('EWR', DATE '2013-01-07', 6, 10.0, 0.1, NULL),"
            " ('EWR', DATE '2013-01-07', 7, 10.0, 0.0, 41.0), ('EWR', DATE '2013-01-07', 8, 10.0, 0.0, NULL),"
            " ('EWR', DATE '2013-01-07', 4, 0.1, 1.0, 60.0))"
            " AS w(origin, week, hour, visib, precip, wind_gust)"
        )
        yield connection


def rows(db: duckdb.DuckDBPyConnection, indicator: Indicator, until: date) -> list[tuple[Any, ...]]:
    return db.execute(indicator.query, {"until": until}).fetchall()


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.code)
def test_the_query_counts_what_the_definition_says(db: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    (row,) = rows(db, indicator, MONDAY_AFTER)
    assert row[0] == indicator.code
    assert row[4] == WEEK
    assert row[5:] == pytest.approx(EXPECTED[indicator.code])


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.code)
def test_a_week_that_is_not_over_is_not_returned(db: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    assert rows(db, indicator, date(2013, 1, 13)) == []


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.code)
def test_a_week_that_is_not_whole_is_not_returned(db: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    db.execute("UPDATE flights SET week = NULL")
    db.execute("UPDATE weather SET week = NULL")
    assert rows(db, indicator, date(2014, 1, 6)) == []


def test_the_columns_fit_the_kind(db: duckdb.DuckDBPyConnection) -> None:
    for indicator in INDICATORS:
        names = [column[0] for column in db.execute(indicator.query, {"until": WEEK}).description]
        ratio = indicator.kind in (Kind.PROPORTION, Kind.RATE)
        assert names[:5] == ["indicator", "unit", "part", "label", "period"]
        assert names[5:] == (["numerator", "denominator"] if ratio else ["value"])


def test_a_ratio_defines_both_its_parts() -> None:
    for indicator in INDICATORS:
        ratio = indicator.kind in (Kind.PROPORTION, Kind.RATE)
        assert bool(indicator.numerator and indicator.denominator) is ratio
        assert ("Numerator: " in indicator.definition) is ratio


def test_there_are_enough_indicators_with_names_of_their_own() -> None:
    assert len(BY_CODE) == len({one.name for one in INDICATORS}) == len(INDICATORS) >= 8

"""Fixtures of measures: a signal, and a source with its file."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from pilothouse.measures.models import Signal, Source
from pilothouse.measures.operations import (
    define_source,
    open_series,
)
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, series_of

SQL = "SELECT 'IND-0001' AS indicator, 'EST' AS unit, day AS period, good AS numerator, n AS denominator FROM data"
FILE = "day,good,n\n2025-01-06,9,10\n2025-01-13,8,10\n"


@pytest.fixture
def signal(cast: Cast) -> Signal:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, *(40.0, 40.5, 39.5, 40.0) * 3))
    return Signal.objects.get()


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    """The only folder that sources may read."""
    inside = tmp_path / "sources"
    inside.mkdir()
    (inside / "days.csv").write_text(FILE)
    (tmp_path / "secret.csv").write_text("a\n1\n")
    settings.SOURCE_DIRS = [inside]
    return inside


@pytest.fixture
def source(cast: Cast, folder: Path) -> Source:
    """A source of shares for the series of the east."""
    open_series(act(cast.quality), indicator_of(cast, "proportion"), unit=cast.east)
    return define_source(
        act(cast.quality), unit=cast.east, owner=cast.owner, name="Days", path="days.csv", sql=SQL, every_hours=24
    )

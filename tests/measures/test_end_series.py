"""A series ends on a day, once."""

import pytest

from pilothouse.measures.operations import (
    end_series,
)
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.measures.numbers import series_of, week

pytestmark = pytest.mark.django_db


def test_a_series_ends_once(cast: Cast) -> None:
    series = series_of(cast)
    end_series(act(cast.owner), series, on=week(3))
    with pytest.raises(Refused):
        end_series(act(cast.owner), series, on=week(4))
    with pytest.raises(NotAllowed):
        end_series(act(cast.west_owner), series, on=week(4))

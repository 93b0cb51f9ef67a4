"""Signs that a risk watches."""

from datetime import timedelta

import pytest

from pilothouse.measures.models import Reading
from pilothouse.risks.models import Trip
from pilothouse.risks.operations import set_tripwire
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.risks.story import TODAY, look, more_values, rated, risk, steady


def test_it_remembers_from_where_it_watches(cast: Cast) -> None:
    series = steady(cast)
    wire = set_tripwire(act(cast.owner), risk(cast), series=series, level=60.0, side=-1)
    assert (wire.series, wire.since) == (series, Reading.objects.get().latest_period)


def test_a_line_that_is_crossed_already_warns_at_once(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=80.0, side=-1)
    trip = Trip.objects.get()
    assert (found.state, found.due, trip.was) == ("tripped", TODAY + timedelta(days=7), "open")
    assert trip.value == Reading.objects.get().latest
    more_values(cast, series, 70.0)
    assert look(cast) == []  # what stays beyond says nothing new


@pytest.mark.parametrize(("level", "side"), [(60.0, 0), (None, 1), (60.0, 2)])
def test_a_line_has_a_side(cast: Cast, level: float | None, side: int) -> None:
    with pytest.raises(Refused):
        set_tripwire(act(cast.owner), risk(cast), series=steady(cast), level=level, side=side)


def test_once_is_enough(cast: Cast) -> None:
    found, series = risk(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series)
    with pytest.raises(Refused, match="already"):
        set_tripwire(act(cast.owner), found, series=series)


def test_not_on_series_one_does_not_see(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_tripwire(act(cast.west_owner), risk(cast), series=steady(cast))

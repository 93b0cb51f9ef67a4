"""The worker's round warns owners; nothing else has to remember to."""

from datetime import timedelta

from pilothouse.cli.worker import work_once
from pilothouse.risks.models import Risk, Trip
from pilothouse.risks.operations import set_tripwire
from tests.cast import Cast, act
from tests.improvement.story import CHANGE
from tests.risks.story import KNOWN, look, more_values, rated, steady


def test_the_worker_trips_in_the_name_of_the_system_person(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    more_values(cast, series, 55.0)
    work_once()
    assert (Risk.objects.get().state, Trip.objects.count()) == ("tripped", 1)
    work_once()
    assert Trip.objects.count() == 1


def test_a_crossing_is_told_however_many_values_come_at_once(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    more_values(cast, series, *[70.0] * 10, *[55.0] * 40)
    (trip,) = look(cast)
    assert (trip.period, trip.value) == (CHANGE + timedelta(weeks=KNOWN + 10), 55.0)
    more_values(cast, series, 54.0, after=KNOWN + 50)
    assert look(cast) == []

"""The worker's round warns owners; nothing else has to remember to."""

from pilothouse.cli.worker import work_once
from pilothouse.risks.models import Risk, Trip
from pilothouse.risks.operations import set_tripwire
from tests.cast import Cast, act
from tests.risks.story import more_values, rated, steady


def test_the_worker_trips_in_the_name_of_the_system_person(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    more_values(cast, series, 55.0)
    work_once()
    assert (Risk.objects.get().state, Trip.objects.count()) == ("tripped", 1)
    work_once()
    assert Trip.objects.count() == 1

"""The worker's round warns owners; nothing else has to remember to."""

from datetime import timedelta

from pilothouse.cli.worker import work_once
from pilothouse.measures.operations import record_measurements
from pilothouse.measures.rules import Row
from pilothouse.risks.models import Risk, Trip
from pilothouse.risks.operations import set_tripwire, watch_tripwires
from tests.cast import Cast, act
from tests.improvement.story import CHANGE
from tests.risks.story import KNOWN, more_values, rated, steady

YEAR = timedelta(weeks=60)


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
    weeks = [CHANGE + timedelta(weeks=KNOWN + week) for week in range(51)]
    rows = [Row(series.pk, week, value) for week, value in zip(weeks, [70.0] * 10 + [55.0] * 41, strict=True)]
    for part in (rows[:50], rows[50:]):
        record_measurements(act(cast.leader, later=YEAR), unit=cast.office, rows=part, route="file")
        watch_tripwires(act(cast.system, later=YEAR))
    (trip,) = Trip.objects.all()
    assert (trip.period, trip.value) == (weeks[10], 55.0)

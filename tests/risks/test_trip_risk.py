"""Warnings: a fresh change to the worse or a line that is crossed asks the owner, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.my_work import When, my_work
from pilothouse.measures.models import Signal
from pilothouse.risks.models import Trip
from pilothouse.risks.operations import decline_warning, set_tripwire, trip_risk
from pilothouse.trail.act import NotAllowed
from pilothouse.trail.models import Entry
from tests.cast import NOW, Cast, act
from tests.improvement.story import CHANGE
from tests.risks.story import KNOWN, SOON, look, more_values, rated, risk, steady, tripped


def test_a_line_that_is_crossed_asks_the_owner(cast: Cast) -> None:
    found = tripped(cast)
    trip = Trip.objects.get()
    assert (found.state, trip.value, trip.was, trip.was_due) == ("tripped", 55.0, "open", SOON)
    assert found.due == (NOW + timedelta(days=7)).date()
    work = [(line.record.pk, line.when) for line in my_work(cast.owner, NOW.date())]
    assert (found.pk, When.NOW) in work


def test_looking_again_changes_nothing(cast: Cast) -> None:
    tripped(cast)
    entries = Entry.objects.count()
    with CaptureQueriesContext(connection) as asked:
        assert look(cast) == []
    assert (Entry.objects.count(), len(asked)) == (entries, 2)


def test_what_stays_beyond_warns_once_and_comes_back_anew(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series, level=60.0, side=-1)
    more_values(cast, series, 55.0, 54.0)
    assert len(look(cast)) == 1
    found.refresh_from_db()
    decline_warning(act(cast.owner), found, reason="Known")
    assert look(cast) == []
    more_values(cast, series, 70.0, 53.0, after=KNOWN + 2)
    assert [trip.value for trip in look(cast)] == [53.0]


def test_a_second_sign_joins_the_question(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    for level in (60.0, 50.0):
        set_tripwire(act(cast.owner), found, series=series, level=level, side=-1)
    more_values(cast, series, 45.0)
    assert len(look(cast)) == 2
    assert set(Trip.objects.values_list("was", "was_due")) == {("open", SOON)}


def test_a_fresh_change_to_the_worse_warns(cast: Cast) -> None:
    found, series = rated(cast), steady(cast)
    set_tripwire(act(cast.owner), found, series=series)
    assert look(cast) == []
    more_values(cast, series, *(50.0, 51.0, 49.0, 50.0))
    assert [trip.signal for trip in look(cast)] == [Signal.objects.get()]
    found.refresh_from_db()
    assert found.state == "tripped"


def test_a_change_to_the_better_does_not(cast: Cast) -> None:
    series = steady(cast)
    set_tripwire(act(cast.owner), rated(cast), series=series)
    more_values(cast, series, *(90.0, 91.0, 89.0, 90.0))
    assert Signal.objects.get().better
    assert look(cast) == []


def test_only_the_system_person_trips(cast: Cast) -> None:
    found = risk(cast)
    wire = set_tripwire(act(cast.owner), found, series=steady(cast))
    with pytest.raises(NotAllowed):
        trip_risk(act(cast.leader), found, wire=wire, period=CHANGE)

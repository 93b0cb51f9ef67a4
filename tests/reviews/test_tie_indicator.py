"""Tying an indicator to an input: fresh values are data of it, late ones and none a finding, each for who sees them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.measures.operations import open_series
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.models import InputFeed, InputWait
from pilothouse.reviews.operations import look_at_input, name_input_owner, tie_indicator, untie_indicator
from pilothouse.reviews.queries import LiveInput, live_inputs
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import STEADY, indicator_of, record, week
from tests.reviews.story import planned

TODAY = NOW.date()
# The weeks up to the last one whose value is due.
FIRST = (TODAY - week(0)).days // 7 - len(STEADY)


def live(person: Person, unit: Unit | None = None, days: int = 0, key: str = "customers") -> LiveInput:
    found = live_inputs(person, TODAY + timedelta(days=days), TODAY - timedelta(days=91), unit)
    return next(one for one in found if one.input.key == key)


def test_fresh_values_are_data_late_ones_a_finding_and_each_reader_sees_their_own(cast: Cast) -> None:
    told = indicator_of(cast, title="Satisfied passengers")
    InputWait.objects.create(input="customers", empty=True, comes_by=date(2026, 1, 1))
    feed = tie_indicator(act(cast.quality), "customers", indicator=told, reason=" Asked at the gate ")
    assert (feed.reason, feed.on, feed.by) == ("Asked at the gate", TODAY, cast.quality)
    assert live(cast.leader).missing == [
        "no data: Quality manager brings it",
        "no data of Satisfied passengers",
    ]
    assert InputWait.objects.get().empty
    east, west = (open_series(act(cast.quality), told, unit=unit) for unit in (cast.east, cast.west))
    assert live(cast.leader).missing[1] == "no data of Satisfied passengers at EST, WST"
    record(cast.quality, east, STEADY, FIRST)
    one = live(cast.leader)
    assert (one.no_data, one.latest, one.have, one.wanted) == (False, TODAY, 1, 2)
    assert one.missing == ["no data of Satisfied passengers at WST"]
    assert [each.series.pk for each in one.tied[0].series] == [west.pk, east.pk], "what asks for attention comes first"
    mine = live(cast.owner)
    assert (mine.have, mine.wanted, mine.missing) == (1, 1, [])
    other = live(cast.west_owner)
    assert (other.no_data, [each.series.pk for each in other.tied[0].series]) == (True, [west.pk])
    assert live(cast.leader, cast.west).no_data
    late = live(cast.owner, days=30)
    assert (late.no_data, late.missing[1]) == (True, "no data lately of Satisfied passengers at EST")
    assert Entry.objects.filter(name="input.indicator_tied", key=feed.pk).count() == 1
    assert verify().whole


def test_a_tie_asks_nobody_any_more_and_the_minutes_hold_no_number_of_it(cast: Cast) -> None:
    told = indicator_of(cast)
    record(cast.quality, open_series(act(cast.quality), told, unit=cast.east), STEADY, FIRST)
    InputWait.objects.create(input="providers", empty=True, comes_by=date(2026, 1, 1))
    tie_indicator(act(cast.quality), "providers", indicator=told)
    assert InputWait.objects.filter(empty=False, comes_by=TODAY + timedelta(days=183)).exists()
    look = look_at_input(act(cast.quality), planned(cast), input="providers")
    assert look.told == "Measured by: Departures on time."
    with CaptureQueriesContext(connection) as few:
        live(cast.leader)
    for number in range(3):
        other = indicator_of(cast, title=f"Another {number}")
        open_series(act(cast.quality), other, unit=cast.west)
        tie_indicator(act(cast.quality), "customers", indicator=other)
    with CaptureQueriesContext(connection) as many:
        live(cast.leader)
    assert len(few) == len(many)


def test_whoever_answers_for_the_input_ties_and_unties_what_they_may_see(cast: Cast) -> None:
    told = indicator_of(cast)
    name_input_owner(act(cast.quality), "providers", owner=cast.member)
    tie_indicator(act(cast.member), "providers", indicator=told, reason="Counted at the gate")
    with pytest.raises(NotAllowed):
        tie_indicator(act(cast.member), "customers", indicator=told)
    west = open_series(act(cast.quality), told, unit=cast.west)
    record(cast.quality, west, STEADY, FIRST)
    assert live(cast.member, key="providers").tied[0].series == (), "of the west they learn nothing by it"
    untie_indicator(act(cast.member), "providers", indicator=told)
    assert not InputFeed.objects.exists()
    assert verify().whole


def test_refused_twice_of_an_unknown_input_and_from_who_names_no_owners(cast: Cast) -> None:
    told = indicator_of(cast)
    tie_indicator(act(cast.leader), "customers", indicator=told)
    for key in ("customers", "weather"):
        with pytest.raises(Refused):
            tie_indicator(act(cast.quality), key, indicator=told)
    for who in (cast.owner, cast.member, cast.auditor, cast.reader):
        with pytest.raises(NotAllowed):
            tie_indicator(act(who), "providers", indicator=told)
    assert InputFeed.objects.count() == 1

"""Tying an indicator to an input: fresh values are data of it, late ones and none a finding, each for who sees them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.measures.operations import end_series, open_series, retire_indicator
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.inputs import BY_KEY
from pilothouse.reviews.models import InputFeed, InputWait, Review
from pilothouse.reviews.operations import (
    look_at_input,
    name_input_owner,
    state_input,
    tie_indicator,
    untie_indicator,
)
from pilothouse.reviews.queries import LiveInput, live_inputs
from pilothouse.reviews.queries.inputs.unread import unread
from pilothouse.reviews.unread import wait_of
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
    assert (other.no_data, [each.series.pk for each in other.tied[0].series]) == (False, [west.pk])
    assert other.missing == ["no data of Satisfied passengers at WST"]
    assert live(cast.leader, cast.west).no_data
    late = live(cast.owner, days=30)
    assert (late.latest, late.missing) == (TODAY, ["no data lately of Satisfied passengers at EST"])
    assert Entry.objects.filter(name="input.indicator_tied", key=feed.pk).count() == 1
    assert verify().whole


def test_late_values_are_data_still_and_wanted_anew_when_the_input_is(cast: Cast) -> None:
    told = indicator_of(cast, title="Satisfied passengers")
    east = open_series(act(cast.quality), told, unit=cast.east)
    record(cast.quality, east, STEADY, FIRST)
    tie_indicator(act(cast.quality), "customers", indicator=told)
    first = TODAY - timedelta(days=400)

    def asks(days: int) -> tuple[bool, str, int, date | None]:
        one = live(cast.leader, days=days)
        row = wait_of(one, first, {"customers": TODAY})
        waits = unread(row, TODAY + timedelta(days=days))
        return one.no_data, waits.state if waits else "", one.have, row.comes_by

    by = TODAY + timedelta(days=BY_KEY["customers"].every)
    assert asks(5) == (False, "", 1, by)
    assert asks(30) == (False, "", 0, by), "late, and not missing as if nothing had ever come"
    assert live(cast.leader, days=30).missing == ["no data lately of Satisfied passengers at EST"]
    assert asks(BY_KEY["customers"].every + 1) == (False, "stale", 0, by)
    end_series(act(cast.quality), east, on=TODAY, reason="Asked by post.")
    assert asks(5)[:2] == (False, "")
    assert live(cast.leader, days=5).missing == ["no data lately of Satisfied passengers"]
    told.refresh_from_db()
    retire_indicator(act(cast.quality), told, reason="Asked no more.")
    assert asks(5) == (False, "", 0, by)
    assert live(cast.leader).missing == ["no data any more of Satisfied passengers: it is retired"]


def test_what_is_out_of_sight_is_not_said_to_be_missing(cast: Cast) -> None:
    told = indicator_of(cast, title="Only west")
    tie_indicator(act(cast.quality), "providers", indicator=told)
    for _values in range(2):  # without them and with them a reader of East reads the same
        one = live(cast.owner, key="providers")
        assert (one.no_data, one.latest, one.missing, one.have, one.wanted) == (False, None, [], 0, 0)
        assert not one.tied[0].whole
        if not told.series.exists():
            record(cast.quality, open_series(act(cast.quality), told, unit=cast.west), STEADY, FIRST)
    assert live(cast.leader, key="providers").latest == TODAY
    assert live(cast.owner, key="audits").missing == [], "nor of records that may be elsewhere"
    assert live(cast.owner, cast.east, key="audits").no_data, "of their own unit they know it"


def test_a_tie_asks_nobody_any_more_and_the_minutes_hold_no_number_of_it(cast: Cast) -> None:
    told = indicator_of(cast)
    record(cast.quality, open_series(act(cast.quality), told, unit=cast.east), STEADY, FIRST)
    InputWait.objects.create(input="providers", empty=True, comes_by=date(2026, 1, 1))
    tie_indicator(act(cast.quality), "providers", indicator=told)
    assert InputWait.objects.filter(empty=False, comes_by=TODAY + timedelta(days=183)).exists()
    look = look_at_input(act(cast.quality), planned(cast), input="providers")
    assert look.told == "Measured by: Departures on time."
    empty = [indicator_of(cast, title=title) for title in ("Hours lost", "Claims")]
    for one in empty:
        tie_indicator(act(cast.quality), "audits", indicator=one)
    record(cast.quality, open_series(act(cast.quality), empty[0], unit=cast.east), STEADY, FIRST)
    state_input(act(cast.quality), "audits", unit=cast.office, text="Two were held.")
    look = look_at_input(act(cast.quality), Review.objects.get(), input="audits")
    assert look.told == "Two were held. Measured by: Hours lost. Tied, without values: Claims."
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

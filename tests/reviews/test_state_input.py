"""Saying what stands with an input; and what all inputs tell of the records."""

from datetime import timedelta

import pytest

from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.operations import name_input_owner, state_input
from pilothouse.reviews.queries import LiveInput, live_inputs
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.stage import Stage

TODAY = NOW.date()


def live(person: Person, key: str, unit: Unit | None = None, days: int = 0) -> LiveInput:
    found = live_inputs(person, TODAY + timedelta(days=days), TODAY - timedelta(days=91), unit)
    return next(one for one in found if one.input.key == key)


def test_no_data_is_a_finding_that_a_person_mends_today(cast: Cast) -> None:
    before = live(cast.leader, "providers")
    assert before.no_data
    assert before.missing == ["no data: Quality manager brings it"]
    name_input_owner(act(cast.leader), "providers", owner=cast.owner)
    said = state_input(act(cast.owner), "providers", unit=cast.east, text=" Two carriers are late with their slots. ")
    after = live(cast.leader, "providers")
    assert (after.no_data, after.stale, after.latest, after.missing) == (False, False, TODAY, [])
    assert after.sentences == ["Two carriers are late with their slots."]
    assert live(cast.leader, "providers", days=184).stale
    assert Entry.objects.filter(name="input.stated", key=said.pk).count() == 1
    assert verify().whole


def test_a_statement_is_read_by_who_sees_its_unit(cast: Cast) -> None:
    state_input(act(cast.quality), "providers", unit=cast.east, text="East only.")
    assert live(cast.west_owner, "providers").no_data
    assert live(cast.leader, "providers", cast.west).no_data
    assert live(cast.leader, "providers", cast.east).sentences == ["East only."]


def test_refused_without_words_of_an_unknown_input_and_from_others(cast: Cast) -> None:
    for key, text in (("providers", " "), ("weather", "Rain.")):
        with pytest.raises(Refused):
            state_input(act(cast.quality), key, unit=cast.east, text=text)
    for who in (cast.owner, cast.member, cast.auditor, cast.reader, cast.west_owner):
        with pytest.raises(NotAllowed):
            state_input(act(who), "providers", unit=cast.east, text="Mine.")


def test_every_input_tells_what_the_records_say(stage: Stage) -> None:
    told = {one.input.key: one for one in live_inputs(stage.cast.leader, TODAY, TODAY - timedelta(days=91))}
    silent = {key for key, one in told.items() if one.no_data}
    assert silent == {"customers", "audits", "providers", "risks", "improvement"}
    assert told["objectives"].content.sentences == ["1 objective, 1 looks out of reach."]
    assert (told["context"].content.have, told["context"].content.wanted) == (1, 2)
    assert told["context"].missing == ["whether climate change is relevant: nobody has answered it"]
    assert told["monitoring"].sentences == ["2 of 2 series have the value that is due by now."]
    assert told["resources"].sentences == ["Asked for: 1 waits for an answer."]
    assert told["earlier"].share == 100
    west = {one.input.key: one for one in live_inputs(stage.cast.west_owner, TODAY, TODAY - timedelta(days=91))}
    assert west["nonconformities"].no_data
    assert west["monitoring"].content.wanted == 1

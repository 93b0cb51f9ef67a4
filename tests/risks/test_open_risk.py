"""Risks come onto the register."""

import pytest

from pilothouse.measures.models import Signal
from pilothouse.records.models import Link
from pilothouse.risks.models import Risk, Stake, Trip, Tripwire
from pilothouse.risks.operations import MOST_WIRES, Sign, set_tripwire
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.improvement.story import AFTER_WORSE, line
from tests.risks.story import TODAY, look, more_values, risk, steady
from tests.stage import Stage, frame


def test_a_risk_has_owner_number_and_what_is_at_stake(cast: Cast) -> None:
    *_direction, objective, process = frame(cast)
    found = risk(cast, at_stake=[process, objective])
    assert (found.code, found.state, found.due, found.first_due) == ("RSK-0001", "open", found.due, found.due)
    assert set(Stake.objects.values_list("at_stake", flat=True)) == {process.pk, objective.pk}


def test_only_processes_and_objectives_are_at_stake(cast: Cast) -> None:
    with pytest.raises(Refused):
        risk(cast, at_stake=[risk(cast)])


@pytest.mark.parametrize(("wrong", "field"), [({"title": " "}, "title"), ({"due": TODAY.replace(year=2025)}, "due")])
def test_it_needs_a_title_and_a_day_ahead(cast: Cast, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        risk(cast, **wrong)
    assert refusal.value.field == field


def test_it_may_answer_signals_all_of_them_linked(cast: Cast) -> None:
    series = line(cast, AFTER_WORSE)
    signal = Signal.objects.get(series=series)
    found = risk(cast, origin=signal, answers=[signal])
    signal.refresh_from_db()
    assert (signal.state, found.origin_id, Link.objects.count()) == ("answered", signal.pk, 0)


def test_a_signal_that_is_not_its_origin_is_linked(stage: Stage) -> None:
    cast, origin, signal = stage.cast, stage.issue, stage.open_signal
    found = risk(cast, by=act(cast.leader), unit=cast.west, origin=origin, answers=[signal])
    assert (found.origin_id, Link.objects.get().other_id) == (origin.pk, signal.pk)
    signal.refresh_from_db()
    assert signal.state == "answered"


def test_readers_open_none(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        risk(cast, by=act(cast.reader))


def test_whoever_registers_it_sets_its_first_signs_and_none_afterwards(cast: Cast) -> None:
    series = steady(cast)
    found = risk(cast, by=act(cast.member), owner=cast.owner, signs=[Sign(series), Sign(series, 60.0, -1)])
    assert [(one.level, one.side, one.by) for one in found.tripwires.all()] == [
        (None, 0, cast.member), (60.0, -1, cast.member)
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        set_tripwire(act(cast.member), found, series=series, level=50.0, side=-1)
    more_values(cast, series, 55.0)
    (trip,) = look(cast)
    found.refresh_from_db()
    assert (found.state, trip.value) == ("tripped", 55.0)


def test_a_first_sign_that_shows_already_asks_at_once(cast: Cast) -> None:
    found = risk(cast, signs=[Sign(steady(cast), 80.0, -1)])
    assert (found.state, Trip.objects.get().was, found.due) == ("tripped", "open", TODAY.replace(day=TODAY.day + 7))


def test_with_one_sign_that_is_refused_nothing_is_registered(cast: Cast) -> None:
    series = steady(cast)
    for signs in ([Sign(series), Sign(series)], [Sign(series, float(level), -1) for level in range(MOST_WIRES + 1)]):
        with pytest.raises(Refused, match="Turnarounds on time, EST: ") as refusal:
            risk(cast, signs=signs)
        assert refusal.value.field == "signs"
        assert not Risk.objects.exists()
        assert not Tripwire.objects.exists()


def test_no_first_sign_on_a_series_that_one_does_not_see(cast: Cast) -> None:
    hidden = steady(cast)
    with pytest.raises(Refused) as refusal:
        risk(cast, by=act(cast.west_owner), unit=cast.west, owner=cast.west_owner, signs=[Sign(hidden)])
    assert (refusal.value.field, "Turnarounds" in str(refusal.value.message)) == ("signs", False)
    assert not Risk.objects.exists()

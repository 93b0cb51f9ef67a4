"""Risks come onto the register."""

import pytest

from pilothouse.measures.models import Signal
from pilothouse.records.models import Link
from pilothouse.risks.models import Stake
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.improvement.story import AFTER_WORSE, line
from tests.risks.story import TODAY, risk
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

"""The river end to end: real change told from noise, answered, decided, acted on, and its effect verified."""

from datetime import date, timedelta

import pytest

from pilothouse.improvement.operations import Foresaid, close_issue, verify_effect
from pilothouse.measures.models import Route, Signal
from pilothouse.measures.operations import record_measurements
from pilothouse.records.models import Record
from pilothouse.reviews.models import Presence
from pilothouse.reviews.operations import close_review, judge_decision, note_attendance
from pilothouse.trail.act import Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import act
from tests.stage import WEEKS, Stage, rows, week

LATER = timedelta(days=7 * 14)


def recover(stage: Stage) -> None:
    """Fourteen more weeks at East, back where they were before the fall."""
    series, cast = stage.series, stage.cast
    weeks = range(WEEKS, WEEKS + 14)
    record_measurements(
        act(cast.leader, later=LATER), unit=cast.east, rows=rows(series, shift=0.0, weeks=weeks), route=Route.PASTE
    )


def test_a_fall_is_found_once_and_answered(stage: Stage) -> None:
    (signal,) = Signal.objects.filter(series=stage.series)
    assert week(29) <= signal.onset <= week(30)
    assert (signal.better, signal.state) == (False, "answered")
    assert stage.issue.origin_id == signal.pk


def test_an_issue_does_not_close_before_its_effect_is_verified(stage: Stage) -> None:
    with pytest.raises(Refused):
        close_issue(act(stage.cast.owner), stage.issue, lesson="Plan the turn for the season", foreseen=Foresaid())


def test_the_effect_is_verified_on_the_same_series(stage: Stage) -> None:
    recover(stage)
    done = verify_effect(
        act(stage.cast.owner, later=LATER), stage.verification, verdict="better", reason="The chart says so"
    )
    assert (done.state, done.series_id) == ("better", stage.series.pk)
    assert done.low is not None
    assert 8 < done.low < 12 < done.high < 16  # twelve points were lost, twelve came back
    stage.action.refresh_from_db()
    assert stage.action.state == "effective"
    stage.issue.refresh_from_db()
    closed = close_issue(
        act(stage.cast.owner, later=LATER), stage.issue, lesson="Plan the turn for the season", foreseen=Foresaid()
    )
    assert closed.ended
    assert verify().whole


def test_the_verdict_compares_forecast_and_fact(stage: Stage) -> None:
    recover(stage)
    judged = judge_decision(act(stage.cast.leader, later=LATER), stage.decision, note="It held all spring")
    assert judged.state in {"as_forecast", "less"}
    assert judged.effect == pytest.approx(12, abs=2)


def test_a_verdict_is_not_computed_before_its_day(stage: Stage) -> None:
    with pytest.raises(Refused):
        judge_decision(act(stage.cast.leader), stage.decision, note="Surely better")


def test_every_step_has_its_entry_and_its_origin(stage: Stage) -> None:
    names = set(Entry.objects.values_list("name", flat=True))
    assert {"measurements.recorded", "issue.opened", "cause.named", "action.planned", "decision.made"} <= names
    chain, record = [], Record.objects.get(pk=stage.verification.pk)
    while record is not None:
        chain.append(record.kind)
        record = record.origin
    assert chain == ["verification", "action", "issue", "signal", "indicator"]


def test_a_review_closes_with_its_decisions(stage: Stage) -> None:
    everybody = (stage.cast.leader, stage.cast.quality, stage.cast.owner)
    presences = {person.pk: (Presence.PRESENT, None) for person in everybody}
    note_attendance(act(stage.cast.quality), stage.review, presences=presences)
    held = close_review(act(stage.cast.leader), stage.review, summary="East has to get its mornings back")
    assert held.ended
    assert held.due == date(2026, 3, 2)

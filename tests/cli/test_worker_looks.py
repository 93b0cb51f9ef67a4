"""The worker looks over the whole organisation, and one look that fails stops nobody."""

import pytest

from pilothouse.cli import worker
from pilothouse.measures.models import Survey
from pilothouse.organisation.queries import system_person
from pilothouse.trail.act import Act
from tests.cast import NOW, Cast


def test_every_survey_is_taken_once(cast: Cast) -> None:
    worker.look_around(NOW)
    assert set(Survey.objects.values_list("what", flat=True)) == {"repeats", "shared", "leading", "unread", "mirror"}
    worker.look_around(NOW)
    assert set(Survey.objects.values_list("at", flat=True)) == {NOW}


def test_one_that_fails_keeps_no_other_from_its_turn(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(now: object) -> bool:
        raise ArithmeticError

    monkeypatch.setattr(worker, "look_for_repeats", fails)
    worker.look_around(NOW)
    assert set(Survey.objects.values_list("what", flat=True)) == {"shared", "leading", "unread", "mirror"}
    assert "survey fails" in caplog.text


def test_verdicts_that_are_due_are_read_also_where_trip_wires_fail(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(act: Act) -> None:
        raise ArithmeticError

    read: list[Act] = []
    monkeypatch.setattr(worker, "watch_tripwires", fails)
    monkeypatch.setattr(worker, "read_due_verdicts", read.append)
    worker.watch_and_read(NOW)
    assert [(one.by, one.door) for one in read] == [(system_person(), "worker")]

"""A run that somebody asks for waits in a queue until the worker has done it, well or not."""

from datetime import timedelta
from pathlib import Path

import pytest

from pilothouse.cli import worker
from pilothouse.measures.models import Intake, Series, Source
from pilothouse.measures.operations import ask_for_refresh
from pilothouse.measures.queries import due_sources
from pilothouse.organisation.models import Assignment
from pilothouse.organisation.operations import withdraw_role
from pilothouse.trail.act import NotAllowed
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import series_of


@pytest.fixture
def series(cast: Cast) -> Series:
    """What the source feeds."""
    return series_of(cast, kind="proportion")


def test_asked_twice_it_waits_once_and_is_done_in_the_name_of_who_asked_first(
    cast: Cast, source: Source, series: Series
) -> None:
    ask_for_refresh(act(cast.owner), source)
    ask_for_refresh(act(cast.member, later=timedelta(minutes=1)), source)
    assert [(one.asked_at, one.asked_by) for one in due_sources(NOW)] == [(NOW, cast.owner)]
    assert worker.work_once() == 1
    assert Intake.objects.get().by == cast.owner
    source.refresh_from_db()
    assert (source.asked_at, source.asked_by, source.last_problem) == (None, None, "")
    assert due_sources(NOW) == []
    assert verify().whole


def test_a_failure_is_told_and_asked_no_more(cast: Cast, source: Source, folder: Path) -> None:
    (folder / "days.csv").unlink()
    ask_for_refresh(act(cast.owner), source)
    assert worker.work_once() == 0
    source.refresh_from_db()
    assert source.asked_at is None
    assert "no such file" in source.last_problem


def test_what_nobody_foresaw_leaves_the_queue_too(cast: Cast, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("disk")

    monkeypatch.setattr(worker, "refresh_or_note", broken)
    ask_for_refresh(act(cast.owner), source)
    assert worker.work_once() == 0
    source.refresh_from_db()
    assert source.asked_at is None
    assert "nobody foresaw" in source.last_problem


def test_who_lost_the_right_meanwhile_gets_nothing_done(cast: Cast, source: Source, series: Series) -> None:
    ask_for_refresh(act(cast.owner), source)
    withdraw_role(act(cast.leader), Assignment.objects.get(person=cast.owner))
    assert worker.work_once() == 0
    source.refresh_from_db()
    assert "may not refresh it any more" in source.last_problem


def test_who_may(cast: Cast, source: Source) -> None:
    for person in (cast.reader, cast.west_owner):
        with pytest.raises(NotAllowed):
            ask_for_refresh(act(person), source)

"""What the worker does besides refreshing sources."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from pilothouse.cli.worker import go_rounds
from pilothouse.organisation.operations import tell_story
from pilothouse.organisation.queries import the_organisation
from pilothouse.outbox.models import WrittenDay
from tests.bridge.stage import day
from tests.cast import Cast, act


def test_a_story_keeps_its_mail_and_a_round_that_fails_stops_nothing(
    cast: Cast, settings: LazySettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.DATA = tmp_path
    settings.WORKER_ROUNDS = ["tests.cli.test_worker.broken", *settings.WORKER_ROUNDS, "tests.cli.test_worker.seen"]
    tell_story(act(cast.leader), the_organisation(), day=day(1), note="A story.")
    go_rounds()
    assert "round tests.cli.test_worker.broken" in caplog.text
    assert CALLED == [True]
    assert WrittenDay.objects.count() <= 1


CALLED: list[bool] = []


def broken(*_: object, story: bool) -> None:
    """A round that fails."""
    raise ValueError(story)


def seen(*_: object, story: bool) -> None:
    """A round that says it was called."""
    CALLED.append(story)

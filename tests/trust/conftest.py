"""The stage, with secrets."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from pilothouse.organisation.operations import tell_story
from tests.cast import NOW, Cast, act
from tests.stage import Stage, play
from tests.trust.world import Secrets, hide


@pytest.fixture
def stage(cast: Cast) -> Stage:
    """The stage, on whose pages it is the day on which it was set."""
    played = play(cast)
    tell_story(act(cast.leader), cast.organisation, day=NOW.date(), note="A test.")
    return played


@pytest.fixture
def secrets(stage: Stage) -> Secrets:
    """What Airport East may not see."""
    return hide(stage)


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """No test counts the tries of another one."""
    cache.clear()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Refusals are what is tested here; a thousand warnings about them would hide what failed."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)

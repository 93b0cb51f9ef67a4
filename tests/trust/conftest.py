"""The stage, set once for each file of tests; each test finds it untouched."""

import copy
import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from pilothouse.organisation.operations import tell_story
from tests.cast import NOW, Cast, act, assemble
from tests.stage import Stage, play
from tests.trust.world import Secrets, hide


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The stage, on whose pages it is the day on which it was set. Tests run inside its transaction."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        stage = play(assemble())
        tell_story(act(stage.cast.leader), stage.cast.organisation, day=NOW.date(), note="A test.")
    yield stage
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def stage(played: Stage, db: None) -> Stage:
    """A copy: what a test does to its rows is forgotten with what it does to the database."""
    return copy.deepcopy(played)


@pytest.fixture
def cast(stage: Stage) -> Cast:
    """The people of the stage."""
    return stage.cast


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

"""Fixtures for everybody."""

from collections.abc import Callable

import pytest
from django.test import Client

from pilothouse.organisation.models import Person
from tests import cast as the_cast
from tests import stage as the_stage
from tests.chromium import chromium
from tests.remembered import remembered

__all__ = ["chromium"]


@pytest.fixture
def cast(db: None) -> the_cast.Cast:
    """A founded organisation with its people."""
    return remembered("cast", the_cast.assemble)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    """A browser-like client in which this person is signed in."""

    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.account, backend="pilothouse.web.shell.accounts.Entrance")
        return client

    return sign_in


@pytest.fixture
def stage(cast: the_cast.Cast) -> the_stage.Stage:
    """A small world on which the whole river has run once."""
    return remembered("stage", the_stage.play, cast)

"""The present of these tests is the story's: Monday 2 March 2026, a day after the ninth week has ended."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from pilothouse.measures.models import Series, Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import tell_story
from tests import cast as the_cast
from tests.cast import Cast, act
from tests.measures.numbers import STEADY, record, series_of
from tests.remembered import remembered

TODAY = date(2026, 3, 2)


@pytest.fixture
def cast(db: None) -> Cast:
    """The usual people on a day that does not move."""
    found = remembered("cast", the_cast.assemble)
    tell_story(act(found.leader), found.organisation, day=TODAY, note="")
    return found


@pytest.fixture
def changed(cast: Cast) -> Series:
    """Departures on time at the east: sixty weeks, steady, and clearly lower in the last four. One signal waits."""
    series = series_of(cast)
    record(cast.quality, series, [*STEADY, *STEADY, *STEADY, *STEADY[:8], 40.0, 39.0, 41.0, 40.0])
    return series


@pytest.fixture
def signal(changed: Series) -> Signal:
    """The signal of that change."""
    return Signal.objects.get(series=changed)


@pytest.fixture
def owner(cast: Cast, signed_in: Callable[[Person], Client]) -> Client:
    """The process owner of the east, signed in."""
    return signed_in(cast.owner)


@pytest.fixture
def quality(cast: Cast, signed_in: Callable[[Person], Client]) -> Client:
    """The quality manager, signed in."""
    return signed_in(cast.quality)


@pytest.fixture
def reader(cast: Cast, signed_in: Callable[[Person], Client]) -> Client:
    """Who may only read, in the east."""
    return signed_in(cast.reader)


@pytest.fixture
def stranger(cast: Cast, signed_in: Callable[[Person], Client]) -> Client:
    """The process owner of the west, who does not see the east."""
    return signed_in(cast.west_owner)

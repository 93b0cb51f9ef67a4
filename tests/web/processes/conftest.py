"""The usual people, on a day that does not move: Monday 2 March 2026."""

from datetime import date

import pytest

from pilothouse.organisation.operations import tell_story
from tests import cast as the_cast
from tests.cast import Cast, act
from tests.remembered import remembered


@pytest.fixture
def cast(db: None) -> Cast:
    """A founded organisation with its people and a today of its own."""
    found = remembered("cast", the_cast.assemble)
    tell_story(act(found.leader), found.organisation, day=date(2026, 3, 2), note="")
    return found

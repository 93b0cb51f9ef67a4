"""Marking an installation as a story."""

from datetime import date

import pytest

from pilothouse.organisation.operations import tell_story
from pilothouse.trail.act import NotAllowed
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_day_and_note_stand(cast: Cast) -> None:
    tell_story(act(cast.leader), cast.organisation, day=date(2013, 12, 30), note="All invented.")
    cast.organisation.refresh_from_db()
    assert cast.organisation.story_day == date(2013, 12, 30)
    assert Entry.objects.filter(name="organisation.story_told").count() == 1
    assert verify().whole


def test_a_member_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        tell_story(act(cast.member), cast.organisation, day=date(2013, 12, 30), note="")

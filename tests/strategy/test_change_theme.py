"""Changing a theme."""

import pytest

from pilothouse.strategy.models import Theme
from pilothouse.strategy.operations import add_theme, change_theme, end_theme
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def theme(cast: Cast) -> Theme:
    return add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time")


def test_words_owner_and_place_change(cast: Cast, theme: Theme) -> None:
    change_theme(act(cast.leader), theme, title="Punctual", owner=cast.quality, text="Every day", position=4)
    theme.refresh_from_db()
    assert (theme.title, theme.owner, theme.position) == ("Punctual", cast.quality, 4)
    assert Entry.objects.filter(name="theme.changed", key=theme.pk).count() == 1
    assert verify().whole


def test_what_has_ended_changes_no_more(cast: Cast, theme: Theme) -> None:
    end_theme(act(cast.leader), theme, reason="done")
    with pytest.raises(Refused):
        change_theme(act(cast.leader), theme, title="Punctual", owner=cast.leader, text="", position=1)


def test_somebody_elses_theme_stays_as_it_is(cast: Cast, theme: Theme) -> None:
    with pytest.raises(NotAllowed):
        change_theme(act(cast.owner), theme, title="Mine", owner=cast.owner, text="", position=1)

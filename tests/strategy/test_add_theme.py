"""Adding a theme."""

import pytest

from pilothouse.strategy.operations import add_theme
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_it_comes_last_without_a_position(cast: Cast) -> None:
    first = add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", text="every day")
    second = add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title="Honest")
    assert (first.position, second.position) == (1, 2)
    assert first.code == "THM-0001"
    assert Entry.objects.filter(name="theme.added").count() == 2
    assert verify().whole


def test_a_nameless_one_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        add_theme(act(cast.leader), unit=cast.office, owner=cast.leader, title=" ")
    assert refusal.value.field == "title"


def test_a_member_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_theme(act(cast.member), unit=cast.east, owner=cast.member, title="Mine")

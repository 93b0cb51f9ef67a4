"""Rewording an action."""

import pytest

from pilothouse.improvement.operations import change_action, complete_action
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import line, planned

WORDS = {"title": "Buy two tow bars", "details": "Of steel.", "purpose": "improvement"}


def test_reworded_and_tied_to_a_series(cast: Cast) -> None:
    series = line(cast)
    action = change_action(act(cast.owner), planned(cast), **WORDS, series=series)
    assert (action.title, action.purpose, action.series) == ("Buy two tow bars", "improvement", series)
    assert history_of(action)[0].name == "action.changed"
    assert verify().whole


def test_refused_by_rule_and_by_right(cast: Cast) -> None:
    action = planned(cast)
    with pytest.raises(NotAllowed):
        change_action(act(cast.auditor), action, **WORDS)
    complete_action(act(cast.member), action, outcome="Bought")
    with pytest.raises(Refused):
        change_action(act(cast.owner), action, **WORDS)

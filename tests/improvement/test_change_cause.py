"""Rewording an answer."""

import pytest

from pilothouse.improvement.operations import change_cause, name_cause
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import opened


def test_it_becomes_the_root(cast: Cast) -> None:
    cause = name_cause(act(cast.owner), opened(cast), text="No inspection")
    change_cause(act(cast.member), cause, text="Never inspected", evidence="Log", method="data", root=True)
    cause.refresh_from_db()
    assert (cause.text, cause.method, cause.root) == ("Never inspected", "data", True)
    assert history_of(cause)[0].name == "cause.changed"
    assert verify().whole


def test_refused_by_rule_and_by_right(cast: Cast) -> None:
    cause = name_cause(act(cast.owner), opened(cast), text="No inspection")
    with pytest.raises(Refused):
        change_cause(act(cast.owner), cause, text="Never", evidence="", method="guess", root=False)
    with pytest.raises(NotAllowed):
        change_cause(act(cast.west_owner), cause, text="Never", evidence="", method="data", root=False)

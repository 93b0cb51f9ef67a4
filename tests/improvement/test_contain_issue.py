"""Containment."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import contain_issue, decline_issue
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.improvement.story import opened, reported


def test_the_first_time_is_kept(cast: Cast) -> None:
    issue = contain_issue(act(cast.owner), opened(cast), containment="Gate 4 closed.")
    contain_issue(act(cast.owner, later=timedelta(hours=1)), issue, containment="Gates 4 and 5 closed.")
    assert (issue.containment, issue.contained_at) == ("Gates 4 and 5 closed.", NOW)
    assert [line.name for line in history_of(issue)][:2] == ["issue.contained", "issue.contained"]
    assert verify().whole


def test_refused_by_rule(cast: Cast) -> None:
    with pytest.raises(Refused):
        contain_issue(act(cast.owner), opened(cast), containment="")
    ended = decline_issue(act(cast.quality), reported(cast), reason="Known")
    with pytest.raises(Refused):
        contain_issue(act(cast.quality), ended, containment="Closed")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        contain_issue(act(cast.auditor), opened(cast), containment="Closed")

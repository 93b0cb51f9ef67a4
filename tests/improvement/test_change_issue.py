"""Rewording and regrading an issue."""

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import change_issue, decline_issue
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import line, opened, reported

WORDS = {"title": "Tow bars fail", "details": "Two of three.", "severity": "grave", "nature": "incident"}


def test_reworded_and_tied_to_its_numbers(cast: Cast) -> None:
    series = line(cast)
    issue = change_issue(act(cast.owner), opened(cast), **WORDS, series=series)
    assert (issue.title, issue.severity, issue.series) == ("Tow bars fail", "grave", series)
    assert history_of(issue)[0].name == "issue.changed"
    assert "tow bars fail" in issue.words
    assert verify().whole


def test_somebody_else_saved_first(cast: Cast) -> None:
    issue = opened(cast)
    stale = Issue.objects.get(pk=issue.pk)
    change_issue(act(cast.owner), issue, **WORDS)
    with pytest.raises(Conflict):
        change_issue(act(cast.owner), stale, **{**WORDS, "title": "Another"})


def test_refused_by_rule(cast: Cast) -> None:
    with pytest.raises(Refused):
        change_issue(act(cast.owner), opened(cast), **{**WORDS, "nature": "whim"})
    ended = decline_issue(act(cast.quality), reported(cast), reason="Known")
    with pytest.raises(Refused):
        change_issue(act(cast.quality), ended, **WORDS)


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_issue(act(cast.member), opened(cast), **WORDS)

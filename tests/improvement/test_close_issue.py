"""Closing an issue."""

import pytest

from pilothouse.improvement.operations import close_issue, complete_action, name_cause, verify_effect
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import line, opened, planned, watched


def test_closed_with_its_lesson(cast: Cast) -> None:
    issue = opened(cast)
    name_cause(act(cast.owner), issue, text="No inspection", root=True)
    complete_action(act(cast.member), planned(cast, issue), outcome="Bought")
    close_issue(act(cast.owner), issue, lesson="Inspect pins monthly.")
    assert (issue.state, issue.ended, issue.lesson) == ("closed", True, "Inspect pins monthly.")
    assert history_of(issue)[0].name == "issue.closed"
    assert verify().whole


def test_a_slight_one_and_an_idea_need_no_cause(cast: Cast) -> None:
    for issue in (opened(cast, severity="slight"), opened(cast, severity="grave", nature="idea")):
        assert close_issue(act(cast.owner), issue, lesson="Done.").ended


def test_refused_without_a_cause(cast: Cast) -> None:
    with pytest.raises(Refused, match="root cause"):
        close_issue(act(cast.owner), opened(cast), lesson="Done.")


def test_refused_while_an_action_is_open(cast: Cast) -> None:
    issue = opened(cast, severity="slight")
    planned(cast, issue)
    with pytest.raises(Refused, match="still open"):
        close_issue(act(cast.owner), issue, lesson="Done.")


def test_refused_while_an_effect_is_unverified(cast: Cast) -> None:
    issue = opened(cast, severity="slight")
    proof = watched(cast, line(cast), issue)
    with pytest.raises(Refused, match="not verified"):
        close_issue(act(cast.owner), issue, lesson="Done.")
    verify_effect(act(cast.owner), proof, verdict="better", reason="Ten points more.")
    assert close_issue(act(cast.owner), issue, lesson="Done.").ended


def test_refused_without_a_lesson(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        close_issue(act(cast.owner), opened(cast, severity="slight"), lesson="  ")
    assert refusal.value.field == "lesson"


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        close_issue(act(cast.reader), opened(cast, severity="slight"), lesson="Done.")

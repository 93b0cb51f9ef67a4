"""Closing an issue."""

from datetime import timedelta

import pytest

from pilothouse.improvement.models import Foreseen
from pilothouse.improvement.operations import (
    Foresaid,
    close_issue,
    complete_action,
    name_cause,
    name_risk,
    reopen_issue,
    verify_effect,
    withdraw_risk,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import line, opened, planned, watched
from tests.risks.story import risk

MINUTE = timedelta(minutes=1)


def test_closed_with_its_lesson(cast: Cast) -> None:
    issue = opened(cast)
    name_cause(act(cast.owner), issue, text="No inspection", root=True)
    complete_action(act(cast.member), planned(cast, issue), outcome="Bought")
    close_issue(act(cast.owner), issue, lesson="Inspect pins monthly.", foreseen=Foresaid())
    assert (issue.state, issue.ended, issue.lesson) == ("closed", True, "Inspect pins monthly.")
    assert history_of(issue)[0].name == "issue.closed"
    assert verify().whole


def test_what_is_serious_says_whether_it_was_foreseen(cast: Cast) -> None:
    issue, found = opened(cast), risk(cast)
    name_cause(act(cast.owner), issue, text="No inspection", root=True)
    with pytest.raises(Refused) as refusal:
        close_issue(act(cast.owner), issue, lesson="Done.")
    assert refusal.value.field == "foreseen"
    hidden = risk(cast, by=act(cast.leader), unit=cast.west, owner=cast.west_owner)
    with pytest.raises(Refused):
        close_issue(act(cast.owner), issue, lesson="Done.", foreseen=Foresaid(hidden))
    issue.refresh_from_db()
    assert (issue.state, Foreseen.objects.count()) == ("open", 0), "all or nothing"
    close_issue(act(cast.owner), issue, lesson="Done.", foreseen=Foresaid(found))
    assert (history_of(issue)[0].name, Foreseen.objects.get().risk) == ("issue.closed", found)
    with pytest.raises(Refused, match="keeps an answer"):
        withdraw_risk(act(cast.owner), issue)
    name_risk(act(cast.owner, later=MINUTE), issue, risk=None, known=False)
    assert Foreseen.objects.get().unknown
    reopen_issue(act(cast.owner, later=2 * MINUTE), issue, reason="Again")
    assert close_issue(act(cast.owner, later=3 * MINUTE), issue, lesson="Done.").ended, "said before"
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

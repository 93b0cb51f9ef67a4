"""What the pages ask."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import (
    Foresaid,
    close_issue,
    complete_action,
    name_cause,
    name_recurrence,
    verify_effect,
)
from pilothouse.improvement.queries import (
    case_of,
    doings_of,
    live_issues,
    look_alikes,
    possible_owners,
    standing_of,
    waiting_for_triage,
    whys,
)
from pilothouse.records.operations import move_due
from tests.cast import NOW, Cast, act
from tests.improvement.story import LATER, line, opened, planned, reported, watched


def test_a_case_holds_what_the_single_questions_answer(cast: Cast) -> None:
    issue, by = opened(cast), act(cast.owner)
    top = name_cause(by, issue, text="The pin sheared", evidence="Photo")
    name_cause(by, issue, text="Not inspected", parent=top, root=True, method="data")
    proof = watched(cast, line(cast), issue)
    verify_effect(by, proof, verdict="better", reason="Ten points.")
    move_due(act(cast.member, why="Late"), planned(cast, issue), due=LATER + timedelta(days=3))
    again = opened(cast)
    name_recurrence(by, again, earlier=issue)
    case = case_of(cast.owner, issue.number)
    assert case is not None
    assert case.issue == issue
    assert case.again == [again]
    assert [(str(other), other.standing) for other in case.again] == [(str(again), again.standing)]
    tree = whys(issue)
    assert case.whys == tree
    names = ("text", "evidence", "method", "root", "at", "parent_id", "version")
    for one, other in zip(case.whys, tree, strict=True):
        assert [getattr(one.cause, name) for name in names] == [getattr(other.cause, name) for name in names]
        assert str(one.cause.by) == str(other.cause.by)
    _same_doings(cast, case.doings, doings_of(issue, cast.owner))


def _same_doings(cast: Cast, found: object, asked: object) -> None:
    names = ("code", "title", "purpose", "state", "due", "first_due", "done_on", "ended_at", "series_id")
    proved = ("code", "state", "due", "ended_at")
    for one, other in zip(found, asked, strict=True):  # type: ignore[call-overload]
        assert [getattr(one.action, name) for name in names] == [getattr(other.action, name) for name in names]
        assert str(one.action.owner) == str(other.action.owner)
        assert (one.proof is None) == (other.proof is None)
        if one.proof:
            assert [getattr(one.proof, name) for name in proved] == [getattr(other.proof, name) for name in proved]
            numbers = (other.proof.effect, other.proof.low, other.proof.high)
            assert (one.proof.effect, one.proof.low, one.proof.high) == pytest.approx(numbers)


def test_a_case_is_not_there_for_others(cast: Cast) -> None:
    assert case_of(cast.west_owner, opened(cast).number) is None
    bare = case_of(cast.owner, opened(cast).number)
    assert bare is not None
    assert (bare.whys, bare.doings, bare.again) == ([], [], [])


def test_triage_waits_for_those_who_may(cast: Cast) -> None:
    waiting, taken = reported(cast), opened(cast)
    assert list(waiting_for_triage(cast.quality)) == [waiting]
    assert list(waiting_for_triage(cast.owner)) == []
    assert list(live_issues(cast.owner)) == [taken]
    assert list(live_issues(cast.west_owner)) == []


def test_what_reads_alike(cast: Cast) -> None:
    issue = opened(cast)
    text, today = "Again the tow bar is broken, at the gate", NOW.date()
    assert [one.issue for one in look_alikes(cast.member, text, today)] == [issue]
    assert look_alikes(cast.member, "Coffee is cold", today) == []
    assert look_alikes(cast.west_owner, text, today) == []
    name_cause(act(cast.owner), issue, text="Bolts of another supplier", root=True)
    action = planned(cast, issue)
    complete_action(act(cast.member), action, outcome="Bought")
    close_issue(act(cast.owner), issue, lesson="Ask before another supplier comes in", foreseen=Foresaid())
    again = opened(cast)
    known = look_alikes(cast.member, text, today)
    assert [one.issue for one in known] == [again, issue], "what somebody works on comes first"
    assert (known[0].causes, known[1].causes) == ((), ("Bolts of another supplier",))
    assert [one.pk for one in known[1].fixes] == [action.pk]
    assert [one.issue for one in look_alikes(cast.member, "Another supplier's bolts", today)] == [issue], "by its cause"
    assert [one.issue for one in look_alikes(cast.member, text, today + timedelta(days=1200))] == [again]


def test_who_may_answer(cast: Cast) -> None:
    assert cast.west_owner in possible_owners(cast.quality, cast.east)
    near = list(possible_owners(cast.owner, cast.east))
    assert cast.member in near
    assert cast.quality in near, "holds a role above"
    assert cast.west_owner not in near
    assert len(near) == len(set(near))


def test_what_closing_looks_at(cast: Cast) -> None:
    issue = opened(cast)
    watched(cast, line(cast), issue)
    planned(cast, issue)
    standing = standing_of(issue, "Learnt", said=False)
    assert (standing.roots, standing.open_actions, standing.unproved) == (0, 1, 1)

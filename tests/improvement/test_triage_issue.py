"""Accepting a report."""

from datetime import timedelta

import pytest

from pilothouse.improvement.operations import triage_issue
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER, TODAY, opened, reported


def test_a_report_gets_its_owner_and_first_promise(cast: Cast) -> None:
    issue = opened(cast)
    assert (issue.state, issue.owner, issue.due, issue.first_due) == ("open", cast.owner, LATER, LATER)
    assert history_of(issue)[0].name == "issue.triaged"
    assert verify().whole


def test_it_may_be_known_from_before(cast: Cast) -> None:
    before, again = opened(cast), reported(cast)
    triage_issue(
        act(cast.quality),
        again,
        owner=cast.owner,
        due=LATER,
        severity="grave",
        nature="incident",
        recurrence_of=before,
    )
    again.refresh_from_db()
    assert again.recurrence_of == before


def test_refused_by_rule(cast: Cast) -> None:
    issue = reported(cast)
    with pytest.raises(Refused) as refusal:
        triage_issue(
            act(cast.quality),
            issue,
            owner=cast.owner,
            due=TODAY - timedelta(days=1),
            severity="grave",
            nature="incident",
        )
    assert refusal.value.field == "due"
    done = opened(cast)
    with pytest.raises(Refused):
        triage_issue(act(cast.quality), done, owner=cast.owner, due=LATER, severity="grave", nature="incident")


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        triage_issue(act(cast.owner), reported(cast), owner=cast.owner, due=LATER, severity="grave", nature="incident")

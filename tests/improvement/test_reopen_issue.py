"""Taking an issue up again."""

import pytest

from pilothouse.improvement.operations import close_issue, decline_issue, reopen_issue
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER, opened, reported


def test_reopened(cast: Cast) -> None:
    issue = close_issue(act(cast.owner), opened(cast, severity="slight"), lesson="Done.")
    reopen_issue(act(cast.owner), issue, reason="It broke again.")
    assert (issue.state, issue.ended, issue.owner) == ("open", False, cast.owner)
    assert history_of(issue)[0].name == "issue.reopened"
    assert verify().whole


def test_a_declined_one_needs_an_owner_and_a_date(cast: Cast) -> None:
    issue = decline_issue(act(cast.quality), reported(cast), reason="Known")
    with pytest.raises(Refused) as refusal:
        reopen_issue(act(cast.quality), issue, reason="It was new.")
    assert refusal.value.field == "owner"
    reopen_issue(act(cast.quality), issue, reason="It was new.", owner=cast.owner, due=LATER)
    assert (issue.owner, issue.due, issue.first_due) == (cast.owner, LATER, LATER)


def test_refused_by_rule_and_by_right(cast: Cast) -> None:
    with pytest.raises(Refused):
        reopen_issue(act(cast.owner), opened(cast), reason="It is open.")
    issue = close_issue(act(cast.owner), opened(cast, severity="slight"), lesson="Done.")
    with pytest.raises(NotAllowed):
        reopen_issue(act(cast.auditor), issue, reason="No")

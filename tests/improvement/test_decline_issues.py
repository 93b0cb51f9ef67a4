"""Many reports declined at once."""

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import decline_issues
from pilothouse.records.models import Note
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import Cast, act
from tests.web.records.stage import problem


def test_each_reporter_reads_the_reason(cast: Cast) -> None:
    issues = [problem(cast.member, cast.east, title) for title in ("One", "Two")]
    decline_issues(act(cast.quality), issues, reason="Planned for the autumn.")
    assert {issue.state for issue in Issue.objects.all()} == {"declined"}
    assert [note.text for note in Note.objects.all()] == 2 * ["Declined: Planned for the autumn."]


def test_no_reason_no_answer(cast: Cast) -> None:
    with pytest.raises(Refused):
        decline_issues(act(cast.quality), [problem(cast.member, cast.east)], reason=" ")
    assert Issue.objects.get().state == "reported"


def test_members_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decline_issues(act(cast.member), [problem(cast.member, cast.east)], reason="No")

"""Reporting a problem or idea."""

import pytest

from pilothouse.improvement.operations import report_problem
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import reported


def test_a_member_reports(cast: Cast) -> None:
    issue = reported(cast)
    assert (issue.code, issue.state, issue.owner, issue.due) == ("ISS-0001", "reported", None, None)
    assert issue.created_by_id == cast.member.pk
    assert [line.name for line in history_of(issue)] == ["issue.reported"]
    assert verify().whole


@pytest.mark.parametrize(("title", "severity", "field"), [("  ", "slight", "title"), ("It leaks", "bad", "severity")])
def test_refused_by_rule(cast: Cast, title: str, severity: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        report_problem(act(cast.member), unit=cast.east, title=title, severity=severity)
    assert refusal.value.field == field


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        report_problem(act(cast.reader), unit=cast.east, title="It leaks", severity="slight")
    with pytest.raises(NotAllowed):
        report_problem(act(cast.member), unit=cast.west, title="It leaks", severity="slight")

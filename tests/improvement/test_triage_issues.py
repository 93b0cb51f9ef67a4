"""Many reports accepted at once."""

from datetime import date

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import triage_issues
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act
from tests.web.records.stage import problem

DUE = date(2026, 3, 20)


def test_each_keeps_its_grade_and_gets_the_one_owner(cast: Cast) -> None:
    issues, deed = [problem(cast.member, cast.east, title) for title in ("One", "Two")], act(cast.quality)
    triage_issues(deed, issues, owner=cast.owner, due=DUE)
    found = {(issue.state, issue.severity, issue.owner, issue.due, issue.first_due) for issue in Issue.objects.all()}
    assert found == {("open", "serious", cast.owner, DUE, DUE)}
    assert [entry.name for entry in Entry.objects.filter(act=deed.id)] == 2 * ["issue.triaged"]


def test_one_that_is_open_already_holds_all_back(cast: Cast) -> None:
    first, second = problem(cast.member, cast.east, "One"), problem(cast.member, cast.east, "Two")
    triage_issues(act(cast.quality), [first], owner=cast.owner, due=DUE)
    with pytest.raises(Refused):
        triage_issues(act(cast.quality), [second, first], owner=cast.owner, due=DUE)
    assert Issue.objects.get(title="Two").state == "reported"


def test_only_by_who_triages_in_the_unit_of_each(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        triage_issues(act(cast.owner), [problem(cast.member, cast.east)], owner=cast.owner, due=DUE)

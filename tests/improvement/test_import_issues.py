"""Bringing issues in from a spreadsheet."""

import pytest

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import ImportRefused, import_issues
from pilothouse.improvement.operations.importing import MOST_ROWS
from pilothouse.improvement.queries import directory_for
from pilothouse.improvement.rules.sheets import IssueRow, guessed, judged
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.improvement.story import LATER

HEADS = ("Problem", "Department", "Priority", "Responsible", "Due date", "Status")


def test_one_entry_for_every_issue(cast: Cast) -> None:
    rows = [
        IssueRow(2, "Leak", cast.east.pk),
        IssueRow(3, "Crack", cast.west.pk, owner_id=cast.west_owner.pk, due=LATER, state="open"),
        IssueRow(4, "Old", cast.east.pk, state="closed", lesson="Fixed in 2024."),
    ]
    issues = import_issues(act(cast.quality), rows=rows)
    assert [(issue.code, issue.state, issue.ended) for issue in issues] == [
        ("ISS-0001", "reported", False),
        ("ISS-0002", "open", False),
        ("ISS-0003", "closed", True),
    ]
    assert Entry.objects.filter(name="issue.imported").count() == 3
    assert verify().whole


def test_all_or_none_with_the_line_of_every_bad_row(cast: Cast) -> None:
    rows = [
        IssueRow(2, "Leak", cast.east.pk),
        IssueRow(3, "", cast.east.pk),
        IssueRow(7, "Crack", cast.east.pk, state="open"),
        IssueRow(9, "Dent", 999, severity="odd"),
    ]
    with pytest.raises(ImportRefused) as refusal:
        import_issues(act(cast.quality), rows=rows)
    assert [problem[:2] for problem in refusal.value.problems] == [
        (3, "title"),
        (7, "due"),
        (7, "owner"),
        (9, "severity"),
        (9, "unit"),
    ]
    assert not Issue.objects.exists()


def test_a_sheet_is_read_by_its_headings(cast: Cast) -> None:
    columns = guessed(HEADS)
    assert columns == {"title": 0, "unit": 1, "severity": 2, "owner": 3, "due": 4, "state": 5}
    rows = [
        (2, ("Leak", "Airport East", "Grave", "ramp agent zoe", "16.3.2026", "")),
        (3, ("", "", "", "", "", "")),
        (4, ("Crack", "Moon", "", "", "soon", "")),
    ]
    good, bad = judged(rows, columns, directory_for(cast.quality))
    assert good.row == IssueRow(
        2, "Leak", cast.east.pk, severity="grave", owner_id=cast.member.pk, due=LATER, state="open"
    )
    assert bad.problems == (("unit", "unknown", "Moon"), ("due", "date", "soon"))


def test_refused_by_rule(cast: Cast) -> None:
    with pytest.raises(Refused):
        import_issues(act(cast.quality), rows=[])


def test_refused_by_right(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_issues(act(cast.owner), rows=[IssueRow(2, "Leak", cast.east.pk)])


def test_more_than_can_be_looked_at(cast: Cast) -> None:
    rows = [IssueRow(line, "Leak", cast.east.pk) for line in range(MOST_ROWS + 1)]
    with pytest.raises(Refused, match="At most"):
        import_issues(act(cast.quality), rows=rows)

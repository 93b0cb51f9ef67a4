"""Reporting a problem or idea."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import report_problem
from pilothouse.records.models import Attachment
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
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


def test_with_a_photo_in_the_same_act(cast: Cast, settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    photo = SimpleUploadedFile("gate.png", b"\x89PNG\r\n\x1a\n and more")
    issue = report_problem(act(cast.member), unit=cast.east, title="Tow bar broken", severity="grave", photo=photo)
    assert Attachment.objects.get(record=issue).name == "gate.png"
    assert Entry.objects.filter(name="file.attached").count() == 1
    assert verify().whole


def test_a_bad_photo_stops_the_report(cast: Cast) -> None:
    photo = SimpleUploadedFile("gate.png", b"not an image")
    with pytest.raises(Refused):
        report_problem(act(cast.member), unit=cast.east, title="Broken", severity="grave", photo=photo)
    assert not Issue.objects.exists()


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

"""A statement written once answers as the query itself would, for every value."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pilothouse.improvement.models import Issue, Severity
from pilothouse.improvement.operations import report_problem
from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.trail.kept import Kept
from tests.cast import NOW, Cast, act


def report(cast: Cast, title: str, *, west: bool = False) -> Issue:
    unit = cast.west if west else cast.east
    return report_problem(act(cast.leader), unit=unit, title=title, severity=Severity.SLIGHT)


def test_rows_follow_the_values(cast: Cast) -> None:
    first, second = report(cast, "one"), report(cast, "two")
    kept = Kept[Issue](lambda number: Issue.objects.select_related("unit").filter(number=number))
    for issue in (first, second, first):
        with CaptureQueriesContext(connection) as asked:
            found = kept.rows(issue.number)
            assert [(row.title, row.unit.name) for row in found] == [(issue.title, "Airport East")]
        assert len(asked) == 1
    assert kept.first(9_999) is None
    assert kept.first(10**30) is None


def test_every_kind_of_value_is_put_in(cast: Cast) -> None:
    issue = report(cast, "one")
    kept = Kept[Issue](
        lambda kind, keys, moment, day: Issue.objects.filter(
            Q(due=None) | Q(due__lt=day), kind=kind, pk__in=keys, created_at__lt=moment
        ).values_list("pk", "title")
    )
    later, day = issue.created_at + timedelta(seconds=1), NOW.date()
    assert kept.rows("issue", [issue.pk], later, day) == [(issue.pk, "one")]
    assert kept.rows("issue", [issue.pk, issue.pk + 1], later, day) == [(issue.pk, "one")]
    assert kept.rows("issue", [], later, day) == []
    assert kept.rows("action", [issue.pk], later, day) == []
    assert kept.rows("issue", [issue.pk], issue.created_at, day) == []


def test_a_day_is_one_of_the_zone_that_is_set(cast: Cast) -> None:
    issue = report(cast, "one")
    kept = Kept[Issue](lambda day: Issue.objects.filter(created_at__date=day))
    far = ("Etc/GMT+12", "Pacific/Kiritimati", "Etc/GMT+12")  # 26 hours apart: never the same day
    days = [issue.created_at.astimezone(ZoneInfo(zone)).date() for zone in far]
    for zone, day in zip(far, days, strict=True):
        with timezone.override(ZoneInfo(zone)):
            assert [len(kept.rows(each)) for each in days] == [each == day for each in days], zone


def test_a_value_that_leaves_no_trace_is_refused(cast: Cast) -> None:
    kept = Kept[Issue](lambda number: Issue.objects.filter(number__gt=0) if number else Issue.objects.all())
    with pytest.raises(LookupError):
        kept.rows(1)


def test_everybody_sees_their_own(cast: Cast) -> None:
    report(cast, "east")
    report(cast, "west", west=True)
    kept = KeptSight[Record](lambda person, kind: Record.objects.seen_by(person).filter(kind=kind).order_by("id"))
    people = [cast.leader, cast.member, cast.owner, cast.quality, cast.leader]
    for known in people:
        person = Person.objects.get(pk=known.pk)
        usual = list(Record.objects.seen_by(person).filter(kind="issue").order_by("id"))
        assert kept.rows(person, "issue") == usual
    assert len(kept.rows(cast.leader, "issue")) == 2
    assert [row.title for row in kept.rows(cast.member, "issue")] == ["east"]


def test_rights_cannot_be_part_of_the_statement(cast: Cast) -> None:
    kept = KeptSight[Assignment](lambda person: Assignment.objects.filter(role__in=[role for role, _ in person.grants]))
    with pytest.raises(LookupError):
        kept.rows(cast.member)

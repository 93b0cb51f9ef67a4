"""What has ended is told by sums, exactly as if every record were counted, to each only what they may see."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from pilothouse.improvement.models import Action, Issue, Purpose, Severity
from pilothouse.improvement.operations import reopen_issue
from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations import change_organisation
from pilothouse.records.counting import count_ended
from pilothouse.records.models import Ended, Record
from pilothouse.records.register import register_all
from pilothouse.reviews.queries.inputs.course import courses
from pilothouse.reviews.queries.inputs.facts import facts_for
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation
from pilothouse.trail.verify import verify
from tests.cast import NOW, act
from tests.stage import Stage

DAYS = 70
TODAY = (NOW + timedelta(days=DAYS)).date()


@operation("test.ended", may=lambda act, arguments: True)
def end(act: Act, *, stage: Stage) -> list[Issue]:
    """Issues of each nature that have ended in both units, what went wrong again, and actions in every way done."""
    cast, day = stage.cast, act.at.date()
    issues = [
        Issue(
            title=f"Jam {turn}", unit=(cast.east, cast.west)[turn % 2], severity=Severity.SLIGHT,
            owner=(cast.owner, cast.west_owner, None)[turn % 3], state="closed", nature=nature, due=day,
            recurrence_of=stage.issue if turn % 4 == 0 else None,
        )
        for turn, nature in enumerate(["complaint", "finding", "idea", "nonconformity", "incident"] * 4)
    ]  # fmt: skip
    register_all(act, issues)
    actions = [
        Action(
            title=f"Mend {turn}", unit=issue.unit, owner=(cast.member, cast.owner, cast.west_owner, None)[turn % 4],
            origin_id=issue.pk, purpose=(Purpose.CORRECTION, Purpose.TREATMENT)[turn % 2],
            state="cancelled" if turn % 5 == 0 else "ended", due=day + timedelta(days=turn * 4 - 5),
            first_done_on=None if turn % 5 == 0 else day + timedelta(days=turn % 7),
            due_when_done=day + timedelta(days=turn % 45),
        )
        for turn, issue in enumerate(issues)
    ]  # fmt: skip
    register_all(act, actions)
    return issues


def told(person: Person, stage: Stage) -> list[Any]:
    """What the pages of inputs count for somebody, of all they see and of one unit, over several spans."""
    spans = [(None, 0), (None, DAYS), (stage.cast.east, DAYS - 1), (stage.cast.west, DAYS + 1)]
    facts = [
        sorted(map(repr, facts_for(person, unit, TODAY, TODAY - timedelta(days=days)).tallies)) for unit, days in spans
    ]
    return [facts, courses(person, date(2026, 12, 1)), courses(person, date(2026, 12, 1), stage.cast.west)]


def test_sums_tell_each_what_counting_tells(stage: Stage) -> None:
    issues = end(act(stage.cast.leader), stage=stage)
    people = [stage.cast.leader, stage.cast.owner, stage.cast.west_owner, stage.cast.reader]
    with timezone.override(stage.cast.organisation.tz):
        before = [told(person, stage) for person in people]
        assert before[0] != before[1] != before[2] != before[3] != before[1]
        assert count_ended(NOW) >= 40
        assert not count_ended(NOW)
        assert [told(person, stage) for person in people] == before
        # What is taken up again is counted where it stands, and its sums are lessened.
        issue = Issue.objects.get(pk=issues[0].pk)
        reopen_issue(act(stage.cast.leader, later=timedelta(days=20)), issue, reason="It jams again.")
        after = told(stage.cast.leader, stage)
        assert after != before[0]
        sums = Ended.objects.filter(of="complaint", whose=-1, what="all", unit=stage.cast.east)
        assert sums.get().n == 1
        assert (Record.objects.get(pk=issue.pk).counted, Record.objects.get(pk=issues[1].pk).counted) == (0, 1)
    assert verify().whole


def test_sums_follow_the_clock_of_the_organisation_to_another_zone(stage: Stage) -> None:
    def moves(zone: str) -> None:
        organisation = Organisation.objects.get()
        change_organisation(act(stage.cast.leader), organisation, name=organisation.name, zone=zone)

    issues = end(act(stage.cast.leader), stage=stage)
    here, there = stage.cast.organisation.zone, "Pacific/Kiritimati"
    with timezone.override(there):
        moves(there)
        counted_where_they_stand = told(stage.cast.leader, stage)
        moves(here)
        count_ended(NOW)
        moves(there)
        count_ended(NOW)
        assert told(stage.cast.leader, stage) == counted_where_they_stand
    assert set(Ended.objects.values_list("zone", flat=True)) == {there}

    # Until the worker comes round, what changes is taken out of the sums as it was added.
    moves(here)
    reopen_issue(act(stage.cast.leader), Issue.objects.get(pk=issues[0].pk), reason="It jams again.")
    assert not Ended.objects.filter(n__lt=0).exists()
    assert set(Ended.objects.values_list("zone", flat=True)) == {there}
    assert verify().whole

"""The first twenty weeks of the demo: every act in its time, every number from its source, the history whole."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from pilothouse.cli.demo.company import ZONE, build
from pilothouse.cli.demo.counting import counts
from pilothouse.cli.demo.story import play
from pilothouse.cli.demo.tell import what_leaders_should_know
from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Intake, Measurement, Series, Signal, Source
from pilothouse.organisation.queries import the_organisation
from pilothouse.records.models import Attachment, Link
from pilothouse.reviews.models import Decision, Review
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cli.made_up_flights import made_up_flights

UNTIL = date(2013, 5, 27)
WEEK = timedelta(days=7)


@pytest.mark.slow
@pytest.mark.django_db
def test_twenty_weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One build, many questions: it takes long enough to be made once."""
    monkeypatch.setattr(settings, "SOURCE_DIRS", [tmp_path])
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    flights = made_up_flights(tmp_path)
    play(build(flights, lambda _: None), flights, lambda _: None, UNTIL)
    measurements_come_in_when_their_week_is_over()
    signals_are_raised_when_they_could_be_known()
    the_blizzard_is_one_cause_in_three_units()
    troubles_that_signals_tell_have_their_issue()
    forecasts_stand_before_their_outcome()
    initiatives_files_and_a_schedule_can_be_seen()
    nothing_lies_ahead_of_the_day()
    assert "today is 27 May 2013" in "\n".join(what_leaders_should_know())
    assert verify().faults == []


def measurements_come_in_when_their_week_is_over() -> None:
    assert Series.objects.count() == 59
    assert Measurement.objects.count() == 59 * 19
    assert not Intake.objects.exclude(route="source").exists()
    rows = Measurement.objects.values_list("period", "intake__at")
    assert {at.astimezone(ZONE).date() - period for period, at in rows} == {WEEK}


def signals_are_raised_when_they_could_be_known() -> None:
    for signal in Signal.objects.all():
        raised = signal.created_at.astimezone(ZONE).date()
        assert signal.onset <= signal.found <= raised - WEEK
        assert signal.answered_at is None or signal.answered_at > signal.created_at


def the_blizzard_is_one_cause_in_three_units() -> None:
    issue = Issue.objects.get(title__startswith="Blizzard")
    linked = set(Link.objects.filter(record=issue.pk).values_list("other", flat=True))
    found = Signal.objects.filter(onset=date(2013, 2, 4), series__indicator__title="Cancelled departures")
    assert set(found.values_list("series__unit__code", flat=True)) == {"EWR", "JFK", "LGA"}
    assert set(found.values_list("pk", flat=True)) <= linked
    assert {signal.created_at.astimezone(ZONE).date() for signal in found} == {date(2013, 4, 8)}


def troubles_that_signals_tell_have_their_issue() -> None:
    for start in ("Southwest", "Envoy", "More diverted"):
        issue = Issue.objects.select_related("origin").get(title__startswith=start)
        assert issue.origin is not None
        assert (issue.origin.kind, issue.origin.state) == ("signal", "answered")


def forecasts_stand_before_their_outcome() -> None:
    held = Review.objects.filter(state="held").order_by("due").values_list("due", flat=True)
    assert list(held) == [date(2013, 4, 11), date(2013, 5, 16)]
    assert Decision.objects.count() == 3
    for decision in Decision.objects.all():
        assert decision.effect_from is not None
        assert decision.decided_on < decision.effect_from < (decision.expected_by or decision.decided_on)
        assert decision.due == decision.effect_from
        assert decision.carried_on is not None
        assert decision.decided_on < decision.carried_on < UNTIL
    assert counts([])["decisions"]["states"]["carried_out"] == 3


def initiatives_files_and_a_schedule_can_be_seen() -> None:
    planned = Action.objects.filter(purpose="initiative")
    assert [(action.title.split()[0], action.state) for action in planned] == [("Tow", "planned")]
    kept = Attachment.objects.values_list("name", "record__title")
    assert sorted((name, title.split()[0]) for name, title in kept) == [
        ("rebooking-desks.csv", "Blizzard:"), ("stand-34-at-0445.png", "List"),
    ]  # fmt: skip
    assert Source.objects.get(every_hours__isnull=False).name == "Record of the weather"


def nothing_lies_ahead_of_the_day() -> None:
    organisation = the_organisation()
    assert organisation is not None
    assert organisation.story_day == UNTIL
    assert {entry.at.astimezone(ZONE).date() <= UNTIL for entry in Entry.objects.iterator()} == {True}

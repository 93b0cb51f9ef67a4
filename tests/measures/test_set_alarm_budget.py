"""The false-alarm budget is one setting of the organisation, changed with a reason."""

from datetime import timedelta

import pytest

from pilothouse.measures.budget import consequence, false_flags_a_month, fap60_in_force
from pilothouse.measures.models import AlarmBudget, Reading, Signal
from pilothouse.measures.operations import end_series, set_alarm_budget
from pilothouse.measures.queries import chart_of
from pilothouse.organisation.models import Organisation
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.numbers import STEADY, record, series_of, week

pytestmark = pytest.mark.django_db


def organisation() -> Organisation:
    return Organisation.objects.get()


def test_it_is_kept_with_its_reason_and_the_one_before_stays(cast: Cast) -> None:
    assert fap60_in_force() == 0.15
    set_alarm_budget(act(cast.quality), organisation(), fap60=0.05, reason=" Too many ")
    set_alarm_budget(act(cast.leader), organisation(), fap60=0.1, reason="Too late")
    assert [(one.fap60, one.reason) for one in AlarmBudget.objects.all()] == [(0.1, "Too late"), (0.05, "Too many")]
    assert fap60_in_force() == 0.1
    assert verify().whole


def test_every_series_is_judged_anew_and_charts_follow(cast: Cast) -> None:
    series = series_of(cast)
    set_alarm_budget(act(cast.quality), organisation(), fap60=0.01, reason="Only the great ones")
    record(cast.member, series, (*STEADY, 47.0, 47.0, 47.0))
    assert not Signal.objects.exists()
    assert not chart_of(series, NOW.date()).changes
    set_alarm_budget(act(cast.quality), organisation(), fap60=0.3, reason="We want to know earlier")
    assert Signal.objects.get().series == series
    assert chart_of(series, NOW.date()).changes


@pytest.mark.parametrize(
    ("fap60", "reason", "field"), [(0.0, "R", "share"), (0.6, "R", "share"), (0.1, " ", "reason"), (0.15, "R", "share")]
)
def test_what_makes_no_sense_is_refused(cast: Cast, fap60: float, reason: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_alarm_budget(act(cast.quality), organisation(), fap60=fap60, reason=reason)
    assert refusal.value.field == field
    assert not AlarmBudget.objects.exists()


def test_who_may(cast: Cast) -> None:
    for person in (cast.owner, cast.member, cast.reader):
        with pytest.raises(NotAllowed):
            set_alarm_budget(act(person), organisation(), fap60=0.1, reason="R")


@pytest.mark.parametrize(
    ("fap60", "series", "said"),
    [
        (0.15, {"week": 120}, "About 1 false flag a month over all 120 series."),
        (0.15, {"month": 59}, "About 2 false flags a year over all 59 series."),
        (0.15, {"day": 100, "week": 59}, "About 9 false flags a month over all 159 series."),
        (0.01, {"quarter": 10}, "About one false flag in 150 years over all 10 series."),
        (0.15, {}, "No series gets values yet, so there is nothing to be mistaken about."),
    ],
)
def test_the_consequence_in_words(fap60: float, series: dict[str, int], said: str) -> None:
    assert consequence(fap60, series) == said


def test_flags_add_up_over_series() -> None:
    one = false_flags_a_month(0.15, {"week": 1})
    assert false_flags_a_month(0.15, {"week": 7}) == pytest.approx(7 * one)


def test_a_reason_too_long_to_be_kept_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        set_alarm_budget(act(cast.quality), organisation(), fap60=0.05, reason="R" * 301)
    assert refusal.value.field == "reason"
    assert not AlarmBudget.objects.exists()


def test_a_series_that_ends_later_is_judged_anew_too(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, (*STEADY, 47.0, 47.0, 47.0))
    end_series(act(cast.owner), series, on=week(80))
    before = Reading.objects.get(series=series).judged_at
    set_alarm_budget(act(cast.quality, later=timedelta(minutes=1)), organisation(), fap60=0.05, reason="Too many")
    assert Reading.objects.get(series=series).judged_at > before

"""Saying that a decision is carried out, or knowing it from its actions."""

from datetime import date, timedelta

import pytest

from pilothouse.improvement.models import Action, Purpose, Verification
from pilothouse.improvement.operations import cancel_action, change_action, complete_action, plan_action, verify_effect
from pilothouse.reviews.models import Decision
from pilothouse.reviews.operations import (
    carry_out_decision,
    judge_decision,
    supersede_decision,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import AFTERWARDS, SAME, TODAY, decided, enter, forecast, series_of

WEEK = timedelta(days=7)


def stored() -> tuple[str, date | None]:
    """The decision's state and the day it was carried out."""
    decision = Decision.objects.get()
    return decision.state, decision.carried_on


def with_task(cast: Cast, *, forecasts: bool = True) -> tuple[Decision, Action]:
    """A decision that one action carries out."""
    decision = decided(cast, expect=forecast(series_of(cast)) if forecasts else None, tasks=True)
    return decision, Action.objects.select_related("unit", "series__indicator", "origin").get()


def test_it_waits_for_its_verdict_and_is_late_no_more(cast: Cast) -> None:
    decision = decided(cast, expect=forecast(series_of(cast)))
    carry_out_decision(act(cast.owner, later=WEEK), decision, on=TODAY + timedelta(days=5), note=" From 04:30. ")
    found = Decision.objects.get()
    assert (found.state, found.kept, found.ended) == ("carried_out", True, False)
    assert (found.carried_on, found.carried_note) == (TODAY + timedelta(days=5), "From 04:30.")
    assert Entry.objects.filter(name="decision.carried_out", key=decision.pk).exists()
    assert verify().whole


def test_without_a_forecast_it_is_over(cast: Cast) -> None:
    carry_out_decision(act(cast.leader), decided(cast))
    found = Decision.objects.get()
    assert (found.state, found.ended, found.carried_on) == ("done", True, TODAY)


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_not_before_it_was_decided_nor_ahead_of_time(cast: Cast, day: date) -> None:
    with pytest.raises(Refused) as refusal:
        carry_out_decision(act(cast.owner), decided(cast), on=day)
    assert refusal.value.field == "on"
    assert stored() == ("running", None)


def test_once_is_enough(cast: Cast) -> None:
    decision = carry_out_decision(act(cast.owner), decided(cast))
    with pytest.raises(Refused):
        carry_out_decision(act(cast.owner), decision)


def test_not_what_was_judged_or_superseded(cast: Cast) -> None:
    judged = decided(cast, expect=forecast(series_of(cast)))
    old = decided(cast)
    supersede_decision(
        act(cast.leader), old, owner=cast.owner, due=TODAY + WEEK, title="End it", choice="End it", reason="No gain."
    )
    judge_decision(act(cast.leader, later=AFTERWARDS), judged, note="No gain.", untellable=True)
    for decision in (judged, old):
        with pytest.raises(Refused):
            carry_out_decision(act(cast.owner, later=AFTERWARDS), decision)


@pytest.mark.parametrize("who", ["quality", "member", "auditor", "reader", "west_owner"])
def test_others_may_not(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        carry_out_decision(act(cast.people[who]), decided(cast))


def test_not_while_its_own_action_is_open(cast: Cast) -> None:
    decision, action = with_task(cast)
    with pytest.raises(Refused, match=action.code):
        carry_out_decision(act(cast.owner), decision)


@pytest.mark.parametrize(("forecasts", "state"), [(True, "carried_out"), (False, "done")])
def test_the_last_action_carries_it_out(cast: Cast, forecasts: bool, state: str) -> None:
    decision, first = with_task(cast, forecasts=forecasts)
    plan_action(
        act(cast.owner), origin=decision, title="Train them", owner=cast.member, due=TODAY + WEEK,
        purpose=Purpose.DECISION,
    )  # fmt: skip
    complete_action(act(cast.owner, later=WEEK), first, outcome="Hired", done_on=TODAY + timedelta(days=3))
    assert stored() == ("running", None)
    second = Action.objects.select_related("origin").get(title="Train them")
    complete_action(act(cast.member, later=WEEK), second, outcome="Trained", done_on=TODAY + timedelta(days=2))
    assert stored() == (state, TODAY + timedelta(days=3))
    assert Entry.objects.filter(name="action.completed", key=decision.pk).exists()
    assert verify().whole


def test_an_action_given_up_does_not_stand_in_the_way(cast: Cast) -> None:
    decision, first = with_task(cast)
    complete_action(act(cast.owner), first, outcome="Hired")
    second = plan_action(
        act(cast.owner), origin=decision, title="A third one", owner=cast.owner, due=TODAY + WEEK,
        purpose=Purpose.DECISION,
    )  # fmt: skip
    assert stored() == ("running", None)  # something is to be done again
    cancel_action(act(cast.owner), second, reason="Two are enough")
    assert stored() == ("carried_out", TODAY)


def test_what_was_given_up_altogether_is_not_carried_out(cast: Cast) -> None:
    _decision, action = with_task(cast)
    cancel_action(act(cast.owner), action, reason="Nobody applied")
    assert stored() == ("running", None)


def test_an_action_that_reopens_reopens_it(cast: Cast) -> None:
    decision, action = with_task(cast)
    complete_action(act(cast.owner), action, outcome="Hired", points=6)
    assert decision.series is not None
    enter(cast, decision.series, SAME, TODAY, AFTERWARDS - WEEK)
    proof = Verification.objects.select_related("unit", "owner", "series__indicator", "origin").get()
    verify_effect(act(cast.owner, later=AFTERWARDS - WEEK), proof, verdict="no_change", reason="Both idle")
    assert stored() == ("running", None)
    assert verify().whole


def test_what_was_agreed_on_it_otherwise_does_not_carry_it_out(cast: Cast) -> None:
    decision = decided(cast, expect=forecast(series_of(cast)))
    other = plan_action(
        act(cast.owner), origin=decision, title="Tell LGA", owner=cast.owner, due=TODAY + WEEK,
        purpose=Purpose.IMPROVEMENT,
    )  # fmt: skip
    carry_out_decision(act(cast.owner), decision)
    complete_action(act(cast.owner), other, outcome="Told")
    assert stored() == ("carried_out", TODAY)


def test_an_action_reworded_to_be_of_the_decision_counts(cast: Cast) -> None:
    decision = carry_out_decision(act(cast.owner), decided(cast, expect=forecast(series_of(cast))))
    action = plan_action(
        act(cast.owner), origin=decision, title="Tell LGA", owner=cast.owner, due=TODAY + WEEK,
        purpose=Purpose.IMPROVEMENT,
    )  # fmt: skip
    change_action(act(cast.owner), action, title="Tell LGA", details="", purpose=Purpose.DECISION)
    assert stored() == ("running", None)

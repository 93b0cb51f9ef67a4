"""Deciding."""

from datetime import timedelta
from typing import Any

import pytest

from pilothouse.improvement.models import Action
from pilothouse.improvement.operations import report_problem
from pilothouse.measures.models import Direction
from pilothouse.organisation.operations import add_person
from pilothouse.organisation.roles import Role
from pilothouse.reviews.models import Beginning, Decision
from pilothouse.reviews.operations import Forecast, cancel_review, decide
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.reviews.story import BY, TODAY, decided, forecast, planned, series_of

SOON = TODAY + timedelta(days=30)


def plainly(cast: Cast, by: str = "leader", **changes: Any) -> Decision:
    given: dict[str, Any] = {
        "unit": cast.east, "owner": cast.owner, "due": SOON, "title": "A second crew", "choice": "From 04:30",
        "reason": "Late tows.",
    }  # fmt: skip
    return decide(act(cast.people[by]), **(given | changes))


def test_a_decision_keeps_its_words_and_its_origin(cast: Cast) -> None:
    issue = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    review = planned(cast)
    decision = plainly(cast, about=issue, review=review, options="Leave it", dissent="Finance would wait.")
    stored = Decision.objects.get()
    assert stored.code == "D-0001"
    assert (stored.origin_id, stored.review_id, stored.decided_on) == (issue.pk, review.pk, TODAY)
    assert (stored.choice, stored.options, stored.dissent) == ("From 04:30", "Leave it", "Finance would wait.")
    assert (stored.state, stored.owner, stored.due) == ("running", cast.owner, SOON)
    assert Entry.objects.filter(name="decision.made", key=decision.pk).exists()
    assert Beginning.objects.get().review == review  # a meeting that decides has begun
    assert verify().whole


def test_the_forecast_stands_and_has_a_date_of_its_own(cast: Cast) -> None:
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series))
    assert (decision.series, decision.expected_size, decision.confidence) == (series, 10.0, 70)
    assert (decision.expected_direction, decision.expected_by) == ("up", BY)
    assert (decision.due, decision.first_due) == (SOON, SOON)


def test_without_a_day_of_effect_it_takes_effect_when_carried_out(cast: Cast) -> None:
    series = series_of(cast)
    expect = Forecast(series=series, direction=Direction.UP, size=3, by=BY, confidence=60)
    assert plainly(cast, forecast=expect).effect_from == SOON


def test_judged_on_the_day_it_is_carried_out_it_takes_effect_at_once(cast: Cast) -> None:
    expect = Forecast(series=series_of(cast), direction=Direction.UP, size=3, by=SOON, confidence=60)
    assert plainly(cast, forecast=expect).effect_from == TODAY


def test_decisions_make_their_actions(cast: Cast) -> None:
    series = series_of(cast)
    decision = decided(cast, expect=forecast(series), tasks=True)
    action = Action.objects.get()
    assert (action.origin_id, action.title, action.purpose) == (decision.pk, "Hire two people", "decision")
    assert action.series == series


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"owner": None}, "owner"),
        ({"due": None}, "due"),
        ({"due": TODAY - timedelta(days=1)}, "due"),
        ({"title": " "}, "title"),
        ({"choice": ""}, "choice"),
        ({"reason": ""}, "reason"),
    ],
)
def test_no_decision_without_owner_due_date_choice_and_reason(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        plainly(cast, **changes)
    assert refusal.value.field == field
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"size": -1.0}, "size"),
        ({"size": float("nan")}, "size"),
        ({"confidence": 100}, "confidence"),
        ({"by": TODAY}, "by"),
        ({"by": SOON - timedelta(days=1)}, "by"),
        ({"effect_from": TODAY - timedelta(days=1)}, "effect_from"),
    ],
)
def test_no_forecast_that_cannot_be_compared(cast: Cast, changes: dict[str, Any], field: str) -> None:
    given = {"series": series_of(cast), "direction": Direction.UP, "size": 1.0, "by": BY, "confidence": 50}
    with pytest.raises(Refused) as refusal:
        plainly(cast, forecast=Forecast(**(given | changes)))
    assert refusal.value.field == field


def test_nothing_is_decided_in_a_meeting_that_is_over(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Strike."), planned(cast))
    with pytest.raises(Refused):
        plainly(cast, review=review)


@pytest.mark.parametrize("who", ["quality", "owner", "member", "auditor", "reader", "west_owner"])
def test_only_who_decides_may(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        plainly(cast, by=who)


def test_nothing_foreign_is_tied_to_a_decision(cast: Cast) -> None:
    head = add_person(
        act(cast.leader), unit=cast.west, name="Head West", email="hw@example.org", role=Role.TOP_MANAGEMENT
    )
    issue = report_problem(act(cast.member), unit=cast.east, title="Late tows", severity="serious")
    with pytest.raises(Refused):
        decide(
            act(head),
            unit=cast.west,
            owner=cast.west_owner,
            due=SOON,
            title="Ours",
            choice="x",
            reason="y",
            about=issue,
        )

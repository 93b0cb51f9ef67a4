"""The story of any record, from the signal to the verified effect."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.story import depths_of, story_of
from pilothouse.bridge.thread import Knot, thread
from pilothouse.improvement.models import Verification
from pilothouse.improvement.operations import (
    close_issue,
    complete_action,
    contain_issue,
    name_cause,
    plan_action,
    report_problem,
    verify_effect,
)
from pilothouse.measures.operations import explain_signal, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.records.models import Record
from pilothouse.reviews.operations import carry_out_decision, decide, plan_review
from tests.bridge.stage import LATER, TODAY, answered, day, fallen
from tests.cast import Cast, act

MOST_QUERIES = 8


def at(days: int) -> timedelta:
    return timedelta(days=days)


def told(record: Record, cast: Cast) -> list[tuple[str, str]]:
    return [(knot.kind, str(knot.title)) for knot in thread(record, cast.leader).knots]


@pytest.fixture
def river(cast: Cast) -> dict[str, Record]:
    """Signal, issue, cause, action, and its effect, proved on the same series."""
    signal = fallen(cast)
    issue = answered(cast, signal)
    contain_issue(act(cast.owner, later=at(3)), issue, containment="Spare crew called in.")
    top = name_cause(act(cast.owner, later=at(4)), issue, text="Turnarounds are too short")
    root = {"text": "The plan is from winter", "evidence": "two plans", "root": True, "parent": top}
    name_cause(act(cast.owner, later=at(4)), issue, **root)
    action = plan_action(
        act(cast.owner, later=at(5)), origin=issue, title="Restore buffers", owner=cast.member, due=day(20),
        purpose="corrective", series=signal.series,
    )  # fmt: skip
    complete_action(act(cast.member, later=at(21)), action, outcome="On 14 rotations.", done_on=day(21))
    weeks = [day(28) + timedelta(weeks=week) for week in range(8)]
    values = (70, 71, 69, 72, 70, 71, 70, 69)
    rows = [Row(signal.series_id, week, value) for week, value in zip(weeks, values, strict=True)]
    record_measurements(act(cast.leader, later=at(95)), unit=cast.office, rows=rows, route="paste")
    effect = Verification.objects.get(origin=action)
    effect = verify_effect(act(cast.owner, later=at(95)), effect, verdict="better", reason="Back to where it was.")
    return {"signal": signal, "issue": issue, "action": action, "effect": effect}


WHOLE = [
    ("signal", "Departures on time, EST"),
    ("issue", "Too little buffer"),
    ("answer", "Spare crew called in."),
    ("cause", "The plan is from winter"),
    ("action", "Restore buffers"),
    ("done", "On 14 rotations."),
    ("effect", "+"),
]


@pytest.mark.parametrize("start", ["signal", "issue", "action", "effect"])
def test_the_same_story_from_every_record(cast: Cast, river: dict[str, Record], start: str) -> None:
    found = told(river[start], cast)
    assert [kind for kind, _ in found] == [kind for kind, _ in WHOLE]
    assert all(title.startswith(begin) for (_, title), (_, begin) in zip(found, WHOLE, strict=True))


def test_knots_say_what_was_found_promised_and_proved(cast: Cast, river: dict[str, Record]) -> None:
    story = thread(river["action"], cast.leader)
    knots: dict[str, Knot] = {knot.kind: knot for knot in story.knots}
    assert knots["signal"].mark == "worse"
    assert "after it began" in str(knots["signal"].note)
    assert "1 answer on the way" in str(knots["cause"].note)
    assert knots["done"].note.startswith("first promised for")
    assert (knots["effect"].mark, str(knots["effect"].state)) == ("better", "better")
    assert "95 %" in str(knots["effect"].title)
    assert knots["effect"].series is not None, "so that its label of trust stands beside the number"
    assert [knot.kind for knot in story.knots if knot.current] == ["action"]
    assert story.about is not None
    assert story.about.kind == "indicator"


def test_what_is_contained_on_its_first_day_comes_after_its_issue(cast: Cast) -> None:
    issue = answered(cast, fallen(cast))
    contain_issue(act(cast.owner, later=at(2)), issue, containment="Spare crew called in.")
    assert [kind for kind, _ in told(issue, cast)] == ["signal", "issue", "answer"]


def test_waiting_shows(cast: Cast, river: dict[str, Record]) -> None:
    story = thread(river["issue"], cast.leader)
    assert story.days == 95
    assert story.silent_since == day(95)
    issue = river["issue"]
    issue.refresh_from_db()
    close_issue(act(cast.owner, later=at(96)), issue, lesson="Plan from summer times.")
    story = thread(issue, cast.leader)
    assert story.silent_since is None
    assert (story.knots[-1].kind, str(story.knots[-1].title)) == ("end", "Plan from summer times.")


def test_a_decision_with_its_forecast_is_part_of_it(cast: Cast, river: dict[str, Record]) -> None:
    decision = decide(
        act(cast.leader, later=at(96)), unit=cast.office, owner=cast.leader, due=day(120), title="Keep the buffers",
        choice="Keep them", reason="They work", about=river["issue"],
    )  # fmt: skip
    assert ("decision", "Keep the buffers") in told(river["signal"], cast)
    carry_out_decision(act(cast.leader, later=at(121)), decision, note="In the summer plan.")
    last = thread(river["signal"], cast.leader).knots[-1]
    assert (last.kind, last.title, last.when) == ("done", "In the summer plan.", day(121))
    assert str(last.note).startswith("first promised for")


def test_an_explained_signal_is_a_story_too(cast: Cast) -> None:
    signal = fallen(cast)
    explain_signal(act(cast.owner, later=at(1)), signal, explanation="Runway closed for repair.")
    story = thread(signal, cast.leader)
    assert [(knot.kind, str(knot.title)) for knot in story.knots][1:] == [("answer", "Runway closed for repair.")]
    assert story.silent_since is None


def test_two_decisions_of_one_review_are_two_stories(cast: Cast) -> None:
    review = plan_review(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Business review", on=LATER, since=TODAY,
        attendees=[cast.quality],
    )  # fmt: skip
    made = [
        decide(
            act(cast.leader), unit=cast.office, owner=cast.leader, due=LATER, title=title, choice="Yes",
            reason="Because", review=review,
        )
        for title in ("One", "Two")
    ]  # fmt: skip
    assert told(made[0], cast) == [("decision", "One")]
    assert [title for _, title in told(review, cast)] == ["Business review", "One", "Two"]


def test_only_what_the_person_may_see(cast: Cast, river: dict[str, Record]) -> None:
    decide(
        act(cast.leader, later=at(96)), unit=cast.office, owner=cast.leader, due=day(120), title="Secret plan",
        choice="Sell", reason="Price", about=river["issue"],
    )  # fmt: skip
    assert "Secret plan" in [knot.title for knot in thread(river["issue"], cast.leader).knots]
    assert "Secret plan" not in [knot.title for knot in thread(river["issue"], cast.member).knots]
    assert thread(river["issue"], cast.west_owner).knots == []


def test_others_are_read_along_only_if_seen(cast: Cast, river: dict[str, Record]) -> None:
    elsewhere = report_problem(
        act(cast.west_owner, later=at(96)), unit=cast.west, title="Fuel truck late", severity="slight"
    )
    keys = {elsewhere.pk}
    assert set(story_of(river["issue"], cast.leader, also=keys).others) == keys
    assert story_of(river["issue"], cast.member, also=keys).others == {}


def test_queries_stay_few_however_long_the_story(cast: Cast, river: dict[str, Record]) -> None:
    for number in range(12):
        plan_action(
            act(cast.owner, later=at(96)), origin=river["issue"], title=f"Step {number}", owner=cast.member,
            due=day(200), purpose="correction",
        )  # fmt: skip
    assert cast.member.paths_seen
    with CaptureQueriesContext(connection) as queries:
        assert len(thread(river["effect"], cast.member).knots) == 19
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize(
    ("pairs", "depths"),
    [
        ([(1, None), (2, 1), (3, 2), (4, 1)], {1: 0, 2: 1, 3: 2, 4: 1}),
        ([(3, 2), (2, 9)], {2: 0, 3: 1}),
        ([(1, 2), (2, 1)], {2: 0, 1: 1}),
        ([], {}),
    ],
)
def test_depths(pairs: list[tuple[int, int | None]], depths: dict[int, int]) -> None:
    assert depths_of(pairs) == depths

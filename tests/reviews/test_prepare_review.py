"""Pulling the agenda from upstream."""

import re
from datetime import UTC, timedelta

import numpy as np
import pytest

from pilothouse.improvement.operations import decline_issue, plan_action, report_problem, triage_issue
from pilothouse.measures.looking import look_for_shared
from pilothouse.measures.models import Reading as Judged
from pilothouse.measures.models import Signal
from pilothouse.measures.operations import explain_signal, open_series, set_target
from pilothouse.organisation.operations import add_person
from pilothouse.organisation.roles import Role
from pilothouse.reviews.models import AgendaItem, Reading, Unplaced
from pilothouse.reviews.operations import (
    Marked,
    add_topic,
    agree_action,
    cancel_review,
    carry_out_decision,
    look_at,
    mark_agenda,
    plan_review,
    prepare_review,
    put_back,
    take_off,
)
from pilothouse.reviews.queries import agenda_among, items_among, items_seen, pre_read
from pilothouse.reviews.queries.signals import sets_wanted, signals_wanted
from pilothouse.reviews.rules import Section
from pilothouse.risks.operations import accept_risk, assess_by_estimate
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.measures.test_looking import entered
from tests.reviews.story import (
    AFTERWARDS,
    LOWER,
    STEADY,
    TODAY,
    decided,
    enter,
    forecast,
    planned,
    series_of,
)
from tests.risks.story import bear, rated, risk, tripped
from tests.stage import Stage, week
from tests.web.routes import register as register_of_risks
from tests.web.strategy.aims import aims_of


def kinds(items: list[AgendaItem]) -> list[tuple[str, str]]:
    return [(item.record.kind, item.reason) for item in items]


def test_an_unanswered_signal_comes_with_its_reason(cast: Cast) -> None:
    series, review = series_of(cast), planned(cast)
    enter(cast, series, LOWER, TODAY, AFTERWARDS)
    (item,) = prepare_review(act(cast.quality, later=AFTERWARDS), review)
    assert item.record_id == Signal.objects.get().pk
    assert item.reason.startswith("unanswered since")


def test_signals_of_one_week_are_one_item_which_bears_their_longest_silence(cast: Cast) -> None:
    series, review, again = series_of(cast), planned(cast), planned(cast)
    other = open_series(act(cast.leader), series.indicator, unit=cast.west)
    for one, values in ((other, STEADY), (series, LOWER), (other, LOWER)):
        enter(cast, one, values, TODAY if values is LOWER else TODAY - timedelta(weeks=len(STEADY)), AFTERWARDS)
    signals = {signal.unit: signal for signal in Signal.objects.all()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pilothouse.measures.luck.OFTEN", 0.0)
        apart = signals_wanted(review, cast.quality, TODAY + AFTERWARDS, UTC, frozenset()).candidates
    assert [one.parts.together for one in apart] == [(), ()], "what may be luck has no one cause"
    (first,) = prepare_review(act(cast.quality, later=AFTERWARDS), review)
    assert (first.record_id, first.together) == (signals[cast.east].pk, [signals[cast.west].pk])
    mark_agenda(act(cast.owner, later=AFTERWARDS), review, marks=[Marked(first.record_id, "", Reading.SEEN)])
    (elsewhere,) = prepare_review(act(cast.quality, later=AFTERWARDS), again)
    off = take_off(act(cast.quality, later=AFTERWARDS, why="Gate 4 is rebuilt."), elsewhere)
    explain_signal(act(cast.leader, later=AFTERWARDS), signals[cast.east], explanation="Gate 4 was rebuilt.")
    assert prepare_review(act(cast.quality, later=AFTERWARDS), again) == [], "taken off, whoever stands for it"
    put_back(act(cast.quality, later=AFTERWARDS), again, off=off)
    (item,) = prepare_review(act(cast.quality, later=AFTERWARDS), review)
    assert item.record_id == signals[cast.west].pk  # what waits stands for what is answered
    assert (item.pk, pre_read(review, [cast.owner.pk], [item]).counted) == (first.pk, 1), "it is the same item"
    assert item.reason.startswith("unanswered since")
    assert item.together == [signals[cast.east].pk]
    east, west = signals[cast.east].code, signals[cast.west].code
    seen = {who: items_seen(review, who)[0] for who in (cast.leader, cast.west_owner, cast.owner)}
    assert f"one cause? In one week with {east} (EST, WST)" in seen[cast.leader].reason
    assert [part.record.code for part in seen[cast.leader].others] == [east]
    alone = {who: [part.record.code for part in seen[who].parts] for who in (cast.west_owner, cast.owner)}
    assert alone == {cast.west_owner: [west], cast.owner: [east]}, "each sees the item by what is theirs"
    assert seen[cast.west_owner].reason == item.reason
    assert seen[cast.owner].reason == "new since the last review, explained"
    agreed = agree_action(
        act(cast.leader, later=AFTERWARDS), review, title="Ask gate 4", owner=cast.owner, item=item,
        due=TODAY + timedelta(weeks=20),
    )  # fmt: skip
    assert agreed.origin_id == signals[cast.west].pk
    late = AFTERWARDS + timedelta(days=30)
    (silent,) = prepare_review(act(cast.quality, later=late), again)
    assert "silent, climbed to" in silent.reason
    look_at(act(cast.quality, later=late), item, minute="Both gates.")
    explain_signal(act(cast.leader, later=late), signals[cast.west], explanation="Gate 5 was rebuilt too.")
    (told,) = prepare_review(act(cast.quality, later=late), review)
    assert (told.pk, told.minute) == (item.pk, "Both gates."), "what was looked at does not come again"
    assert verify().whole


def test_units_that_changed_as_one_set_are_one_item_until_something_is_raised(cast: Cast) -> None:
    table = 30 + np.random.default_rng(6).standard_normal((2, 80))
    table[:, 76:] += 9.0
    series = entered(cast, "Taxi out", [(cast.east, table[0]), (cast.west, table[1])])
    look_for_shared(NOW)
    review = planned(cast)
    item = next(one for one in prepare_review(act(cast.quality), review) if one.record.kind == "indicator")
    assert re.fullmatch(
        r"higher since week \d+ at EST, WST, judged as one set of 2 units. If units moved independently, so much would "
        r"come by chance less than once in \d+ years.",
        item.reason,
    )
    assert set(item.named) == {one.pk for one in series}
    (mine,) = (one for one in items_seen(review, cast.leader) if one.named)
    assert mine.record.title == "Taxi out"
    assert "indicator" not in {one.record.kind for one in items_seen(review, cast.owner)}, "the evidence is that of all"
    off = take_off(act(cast.quality, why="The tugs are counted first."), item)
    assert [one.title for one in agenda_among((), [off], cast.leader)[1]] == ["Taxi out"]
    assert agenda_among((), [off], cast.owner) == ([], []), "what was taken off is seen as it was on the agenda"
    item = put_back(act(cast.quality), review, off=off)
    assert set(item.named) == {one.pk for one in series}
    topic = add_topic(act(cast.quality), review, title="Tugs", owner=cast.leader)
    assert [(one.topic, str(one.owner)) for one in items_seen(review, cast.owner) if one.topic] == [
        ("Tugs", str(cast.leader))
    ]
    take_off(act(cast.quality, why="Said already."), topic)
    review.unit = cast.east
    assert not list(sets_wanted(cast.east, cast.quality, review.since, TODAY)), "a unit that was judged lies elsewhere"
    review.unit = cast.office
    agreed = agree_action(
        act(cast.leader), review, title="Count the tugs", owner=cast.owner, item=item, due=TODAY + timedelta(weeks=3)
    )
    assert (agreed.origin_id, agreed.series) == (item.record_id, None)
    again = planned(cast)
    decided(cast, about=item.record, review=again)
    kinds = {one.record.kind for one in prepare_review(act(cast.quality), again)}
    assert "indicator" not in kinds, "the decision answers it"


def test_a_signal_answered_since_the_last_review_is_still_new(cast: Cast) -> None:
    series, review = series_of(cast), planned(cast)
    enter(cast, series, LOWER, TODAY, AFTERWARDS)
    explain_signal(act(cast.leader, later=AFTERWARDS), Signal.objects.get(), explanation="Gate 4 was rebuilt.")
    (item,) = prepare_review(act(cast.quality, later=AFTERWARDS), review)
    assert item.reason == "new since the last review, explained"


def test_serious_issues_come_slight_and_ended_ones_do_not(cast: Cast) -> None:
    report = report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    report_problem(act(cast.member), unit=cast.east, title="Lamp out", severity="slight")
    rumour = report_problem(act(cast.member), unit=cast.east, title="Rumour", severity="serious")
    decline_issue(act(cast.quality), rumour, reason="Nothing in it.")
    report_problem(act(cast.member), unit=cast.east, title="A bigger tank", severity="serious", nature="idea")
    items = prepare_review(act(cast.quality), planned(cast))
    assert [item.record_id for item in items] == [report.pk]
    assert items[0].reason.startswith("grave, new")


def test_overdue_actions_and_due_verdicts_come(cast: Cast) -> None:
    issue = report_problem(act(cast.member), unit=cast.east, title="Lamp out", severity="slight")
    plan_action(
        act(cast.owner), origin=issue, title="New lamp", owner=cast.member, due=TODAY + timedelta(days=2),
        purpose="correction",
    )  # fmt: skip
    decided(cast, expect=forecast(series_of(cast)))
    review = planned(cast)
    items = prepare_review(act(cast.quality, later=AFTERWARDS), review)
    silent = "silent, climbed to Managing director"
    assert kinds(items) == [
        ("action", f"83 days late; {silent}"),
        ("decision", f"waits for its verdict since 25 May 2026; {silent}"),
    ]


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (70, "its verdict is due on 25 May 2026"),
        (83, "its verdict is due on 25 May 2026"),
        (84, "waits for its verdict since 25 May 2026"),
    ],
)
def test_a_verdict_whose_day_is_to_come_is_no_verdict_that_waits(cast: Cast, days: int, reason: str) -> None:
    decision = decided(cast, expect=forecast(series_of(cast)))
    carry_out_decision(act(cast.owner, later=timedelta(days=30)), decision)
    by = act(cast.quality, later=timedelta(days=days))
    review = plan_review(
        by, unit=cast.office, owner=cast.quality, title="Spring", on=TODAY + timedelta(days=90), since=TODAY,
        attendees=[],
    )  # fmt: skip
    assert kinds(prepare_review(by, review)) == [("decision", reason)]


def test_a_monthly_meeting_hears_of_objectives_in_danger(cast: Cast) -> None:
    low = aims_of(cast).low
    Judged.objects.update(chance=0.1, picture={})
    review = plan_review(
        act(cast.quality), unit=cast.office, owner=cast.quality, title="March", on=TODAY,
        since=TODAY - timedelta(days=28), attendees=[],
        tier="month",
    )  # fmt: skip
    items = [item for item in prepare_review(act(cast.quality), review) if item.record_id == low.pk]
    assert ["next time 10\u00a0%" in item.reason for item in items] == [True]


def test_a_decision_nobody_carries_out_comes_until_its_verdict_is_due(cast: Cast) -> None:
    decided(cast, expect=forecast(series_of(cast)))
    items = prepare_review(act(cast.quality, later=timedelta(days=40)), planned(cast))
    assert kinds(items) == [("decision", "10 days late; silent, climbed to Managing director")]


def test_what_is_not_borne_comes_until_somebody_who_may_accepts_it(cast: Cast) -> None:
    often, dear = rated(cast, 5, 4), risk(cast, title="Snow closes the runway")
    assess_by_estimate(act(cast.owner), dear, often_low=0.5, often_high=4.0, loss_low=50.0, loss_high=900.0)
    rated(cast, 1, 1)
    review = planned(cast)
    (item,) = prepare_review(act(cast.quality), review)
    assert (item.record_id, item.reason) == (often.pk, "beyond the appetite: rated “frequent, large”")
    bear(cast, (100.0, 0.1))
    first, second = prepare_review(act(cast.quality), review)
    assert (first.record_id, second.record_id) == (dear.pk, often.pk)
    assert first.reason.startswith("all risks together cost more than 100 in a year with a chance of ")
    assert "borne are 10\u00a0%; this one costs most; beyond the appetite: its estimate alone crosses" in first.reason
    accepted = TODAY + timedelta(days=90)
    for one in (often, dear):
        accept_risk(act(cast.leader), one, until=accepted, reason="For this winter")
    # Each is borne, the whole is not; and it still hangs on the dearest of all.
    (item,) = prepare_review(act(cast.quality), review)
    assert (item.record_id, item.reason.endswith("; this one costs most")) == (dear.pk, True)
    (seen,) = items_seen(review, cast.owner)
    assert seen.reason == "looked at with all risks together", "what the whole costs is for who sees the whole"
    later = prepare_review(act(cast.quality, later=timedelta(days=91)), review)
    reasons = {item.record_id: item.reason for item in later}
    assert reasons[often.pk] == "beyond the appetite: rated “frequent, large”, accepted until 31 May 2026"
    assert "all risks together" in reasons[dear.pk]


def test_a_dear_risk_that_has_warned_says_both_and_no_chance_is_told_as_certain(cast: Cast) -> None:
    dear = tripped(cast, rated(cast, 1, 1))
    assess_by_estimate(act(cast.owner), dear, often_low=8.0, often_high=20.0, loss_low=50.0, loss_high=900.0)
    bear(cast, (100.0, 0.1))
    (item,) = prepare_review(act(cast.quality), planned(cast))
    assert item.reason.startswith("warned, an answer is due by 9 Mar 2026; all risks together cost more than 100 in a")
    assert "with a chance of over 99 %, borne are 10\u00a0%; this one costs most" in item.reason


def test_silence_that_climbed_comes_first_then_tripped_risks_and_a_template_takes_its_own(stage: Stage) -> None:
    cast, late = stage.cast, timedelta(days=40)
    register_of_risks(stage)
    items = prepare_review(act(cast.quality, later=late), planned(cast))
    risk = next(item for item in items if item.record.kind == "risk")
    assert risk.reason.startswith("warned, an answer is due by")
    assert "climbed to Managing director" in risk.reason
    silent = ["climbed" in item.reason for item in items]
    assert silent == sorted(silent, reverse=True)
    assert {"risk", "signal", "issue", "objective"} <= {item.record.kind for item in items}
    daily = plan_review(
        act(cast.quality, later=late), unit=cast.office, owner=cast.quality, title="Huddle", on=TODAY, since=week(20),
        attendees=[], tier="day",
    )  # fmt: skip
    taken = [item.record.kind for item in prepare_review(act(cast.quality, later=late), daily)]
    assert len(taken) <= 8
    assert "objective" not in taken


def test_an_objective_out_of_reach_comes_with_its_chance(cast: Cast) -> None:
    series = series_of(cast)
    objective: Objective = set_objective(
        act(cast.leader), unit=cast.office, owner=cast.leader, title="Reliable departures", due=TODAY + timedelta(200)
    )
    set_target(act(cast.leader), series, value=90.0, by=TODAY + timedelta(days=100), objective=objective)
    (item,) = prepare_review(act(cast.quality), planned(cast))
    assert item.record_id == objective.pk
    assert item.reason.startswith("chance to reach 90.0 % by ")
    assert "under 5\u00a0%, next time under 5\u00a0%" in item.reason
    assert "(data trust " in item.reason
    review = item.review
    told = {who: [one.reason for one in items_seen(review, who)] for who in (cast.leader, cast.owner, cast.west_owner)}
    (series_seen,), (unseen,) = told[cast.owner], told[cast.west_owner]
    assert series_seen == item.reason == told[cast.leader][0]
    assert unseen == "its target looks out of reach", "its numbers are for who sees the series"
    item.plain, item.behind = "", []  # as items were kept before
    before = {who: [one.reason for one in items_among([item], who)] for who in told}
    assert before == {cast.leader: [item.reason], cast.owner: [unseen], cast.west_owner: [unseen]}


def test_prepared_again_it_keeps_what_was_looked_at_and_drops_what_is_settled(cast: Cast) -> None:
    first = report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    second = report_problem(act(cast.member), unit=cast.east, title="Broken tug", severity="serious")
    review = planned(cast)
    items = prepare_review(act(cast.quality), review)
    look_at(act(cast.quality), items[0], minute="Fire brigade came in 4 minutes.")
    for issue in (first, second):
        triage_issue(
            act(cast.quality), issue, owner=cast.owner, due=TODAY + timedelta(5), severity="slight", nature="incident"
        )
    again = prepare_review(act(cast.quality), review)
    assert [(item.record_id, item.minute) for item in again] == [(first.pk, "Fire brigade came in 4 minutes.")]
    assert verify().whole


def test_prepared_twice_changes_nothing(cast: Cast) -> None:
    report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    review = planned(cast)
    first = prepare_review(act(cast.quality), review)
    second = prepare_review(act(cast.quality), review)
    assert [(item.pk, item.version) for item in first] == [(item.pk, item.version) for item in second]


def test_the_agenda_of_a_unit_holds_only_what_belongs_to_it(cast: Cast) -> None:
    report_problem(act(cast.west_owner), unit=cast.west, title="Elsewhere", severity="grave")
    here = report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    local = add_person(
        act(cast.leader), unit=cast.east, name="Quality East", email="qe@example.org", role=Role.QUALITY_MANAGER
    )
    review = planned(cast)
    review.unit = cast.east
    assert [item.record_id for item in prepare_review(act(local), review)] == [here.pk]


def test_a_signal_raised_and_answered_between_two_meetings_reaches_the_later_one(cast: Cast) -> None:
    series, review = series_of(cast), planned(cast)
    enter(cast, series, LOWER, TODAY, AFTERWARDS)
    signal = Signal.objects.get()
    raised = signal.created_at.date()
    assert signal.found < raised  # the change began before the last meeting, and was seen after it
    review.since, review.due = raised - timedelta(days=1), raised + timedelta(days=20)
    late = AFTERWARDS + timedelta(days=3)
    (item,) = prepare_review(act(cast.quality, later=late), review)
    assert item.reason == f"unanswered since {raised.day} May 2026"
    explain_signal(act(cast.leader, later=late), signal, explanation="Gate 4 was rebuilt.")
    (item,) = prepare_review(act(cast.quality, later=late), review)
    assert item.reason == "new since the last review, explained"
    review.since = raised + timedelta(days=1)
    assert prepare_review(act(cast.quality, later=late), review) == []


def test_much_silence_pushes_nothing_else_off_and_what_does_not_fit_is_counted(cast: Cast) -> None:
    for number in range(9):
        issue = report_problem(act(cast.member), unit=cast.east, title=f"Lamp {number}", severity="slight")
        plan_action(
            act(cast.owner), origin=issue, title="New lamp", owner=cast.member, due=TODAY + timedelta(days=2),
            purpose="correction",
        )  # fmt: skip
    grave = report_problem(act(cast.member), unit=cast.east, title="Fuel spill", severity="grave")
    late = AFTERWARDS + timedelta(days=40)
    review = planned(cast, tier="day")
    items = prepare_review(act(cast.quality, later=late), review)
    assert len(items) == 8
    assert grave.pk in {item.record_id for item in items}
    left = Unplaced.objects.get()
    assert (left.section, left.count) == (Section.ACTIONS, 2)
    prepare_review(act(cast.quality, later=late), review)
    assert Unplaced.objects.get().version == 1
    assert verify().whole


def test_a_called_off_review_gets_no_agenda(cast: Cast) -> None:
    review = cancel_review(act(cast.quality, why="Strike."), planned(cast))
    with pytest.raises(Refused):
        prepare_review(act(cast.quality), review)


@pytest.mark.parametrize("who", ["owner", "member", "auditor", "reader", "west_owner"])
def test_only_who_prepares_reviews_may_pull_the_agenda(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        prepare_review(act(cast.people[who]), planned(cast))

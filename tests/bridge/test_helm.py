"""The leader's one page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.alignment import Share
from pilothouse.bridge.helm import Helm, helm
from pilothouse.bridge.my_work import When, my_work
from pilothouse.bridge.needs import BEYOND, IDLE
from pilothouse.improvement.operations import cancel_action, open_issue, plan_action, report_problem
from pilothouse.measures.chains import Gap
from pilothouse.measures.models import Direction, Reading, Signal
from pilothouse.measures.operations import (
    define_indicator,
    explain_signal,
    open_series,
    record_measurements,
    set_target,
)
from pilothouse.measures.rules import Row
from pilothouse.measures.weeks import WINDOW
from pilothouse.organisation.models import Person
from pilothouse.processes.models import Process
from pilothouse.processes.operations import define_process
from pilothouse.reviews.operations import Forecast, carry_out_decision, close_review, decide, judge_decision
from pilothouse.reviews.queries import Change, CommonWeek, common_weeks
from pilothouse.reviews.rules import Danger
from pilothouse.reviews.unread import look_for_unread
from pilothouse.risks.operations import accept_risk
from pilothouse.strategy.operations import set_objective
from tests.bridge.stage import LATER, STEADY, answered, day, fallen, indicator, line
from tests.cast import NOW, Cast, act
from tests.reviews.story import all_present, planned
from tests.reviews.story import asked as asked_for
from tests.risks.story import rated, risk, tripped
from tests.web.strategy.aims import aims_of

MOST_QUERIES = 12  # two of them ask who the person is and which units they see


def turnaround(cast: Cast) -> Process:
    words = {"title": "Turnaround", "purpose": "Leave on time", "part": "core", "position": 1}
    return define_process(act(cast.leader), unit=cast.office, owner=cast.owner, **words)


def seen(person: Person, days: int = 0) -> Helm:
    return helm(person, NOW + timedelta(days=days))


def test_a_real_change_tells_from_where_to_where(cast: Cast) -> None:
    signal = fallen(cast)
    (change,) = seen(cast.leader).changed.lines
    assert isinstance(change, Change)
    assert change.signal == signal
    assert change.tone == "worse"
    assert change.before == pytest.approx(sum(STEADY) / len(STEADY), abs=0.5)
    assert change.after == pytest.approx(55)
    assert change.chance is not None
    assert change.chance < 0.01
    assert change.luck.startswith(("about once in", "less than once in"))
    changed = seen(cast.leader).changed
    assert (len(changed.series), len(changed.told), changed.worse, changed.earlier) == (1, 1, 1, 0)
    assert 0 <= changed.false < 0.1


def test_routine_variation_is_no_news(cast: Cast) -> None:
    line(cast, indicator(cast), cast.east, STEADY)
    told = seen(cast.leader)
    assert told.changed.lines == told.changed.weaker == []
    assert (told.coverage.indicators, told.coverage.fresh) == (1, 1)


def test_units_that_fell_together_are_one_line(cast: Cast) -> None:
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    (cause,) = seen(cast.leader).changed.lines
    assert isinstance(cause, CommonWeek)
    assert (cause.units, cause.indicators, cause.tone) == (["EST", "WST"], ["Departures on time"], "worse")
    assert len(seen(cast.west_owner).changed.lines) == 1
    assert isinstance(seen(cast.west_owner).changed.lines[0], Change)


def test_a_week_in_common_is_the_same_on_both_pages(cast: Cast) -> None:
    for title in ("Departures on time", "Bags on time"):
        measured = indicator(cast, title)
        for unit in (cast.east, cast.west):
            line(cast, measured, unit)
    (here,) = seen(cast.leader).changed.lines
    (there,) = common_weeks(cast.leader, NOW, NOW.date())
    assert isinstance(here, CommonWeek)
    assert (here.week, here.tone, len(here.changes)) == (there.week, there.tone, 4)
    assert (here.week, len(here.changes)) == (there.week, len(there.changes))


def test_what_began_before_the_last_five_weeks_and_was_found_in_them_is_one_line(cast: Cast) -> None:
    measured = indicator(cast)
    for unit in (cast.east, cast.west):
        line(cast, measured, unit)
    (here,) = seen(cast.leader, 25).changed.lines
    assert isinstance(here, CommonWeek)
    assert here.week < day(25) - WINDOW


def test_a_monthly_change_meets_one_that_was_told_months_before(cast: Cast) -> None:
    measured = define_indicator(
        act(cast.leader), unit=cast.office, owner=cast.owner, title="Injuries", definition="Counted.",
        unit_of_measure="%", value_kind="value", direction="up", frequency="month",
    )  # fmt: skip
    months = [date(2024 + (1 + place) // 12, (1 + place) % 12 + 1, 1) for place in range(24)]
    for unit, later in ((cast.east, 0), (cast.west, 75)):
        series = open_series(act(cast.leader, later=timedelta(days=later)), measured, unit=unit)
        rows = [
            Row(series.pk, month, float(value)) for month, value in zip(months, (*STEADY[:22], 55, 54), strict=True)
        ]
        record_measurements(
            act(cast.leader, later=timedelta(days=later)), unit=cast.office, rows=rows, route="paste", reason="Late."
        )
        if unit == cast.east:
            signal = Signal.objects.get()
            explain_signal(act(signal.owner, later=timedelta(days=1)), signal, explanation="Ice.")
    (here,) = seen(cast.leader, 75).changed.lines
    (there,) = common_weeks(cast.leader, NOW + timedelta(days=75), day(75))
    assert isinstance(here, CommonWeek)
    assert (here.week, here.units, here.by_luck) == (there.week, there.units, there.by_luck)


def test_what_is_told_of_three_units_and_three_indicators_is_no_common_cause(cast: Cast) -> None:
    for title, unit in (("Bags", cast.east), ("Doors", cast.west), ("Fuel", cast.office)):
        line(cast, indicator(cast, title), unit)
    told = seen(cast.leader).changed
    assert [type(one) for one in told.lines] == [Change] * 3
    assert (len(told.told), told.worse, told.earlier) == (3, 3, 0)
    assert common_weeks(cast.leader, NOW, NOW.date()) == []


def test_old_news_leaves_the_page_but_not_the_silence(cast: Cast) -> None:
    signal = fallen(cast)
    later = seen(cast.leader, 60)
    assert later.changed.lines == []
    assert later.silence.signals == [signal]
    explain_signal(act(signal.owner, later=timedelta(days=1)), signal, explanation="Runway closed.")
    assert seen(cast.leader, 60).silence.signals == []


def test_what_stays_silent_climbs_to_those_who_steer(cast: Cast) -> None:
    signal = fallen(cast)
    assert [need.climbed for need in seen(signal.owner).needs] == [False]
    assert seen(cast.leader).needs == []
    (need,) = [need for need in seen(cast.leader, 20).needs if need.climbed]
    assert (need.line.record.pk, need.late, need.line.silent) == (signal.pk, 13, 13)
    assert not [need for need in seen(cast.west_owner, 20).needs if need.climbed]


def test_reports_nobody_has_taken_need_those_who_steer(cast: Cast) -> None:
    report_problem(act(cast.member), unit=cast.east, title="Belt stops", severity="grave")
    assert [need.line.record.title for need in seen(cast.leader).needs] == ["Belt stops"]
    assert [len(seen(cast.leader, days).silence.reports) for days in (1, 6)] == [0, 1]
    assert seen(cast.member).needs == []


def test_what_needs_the_leader_is_what_my_work_asks_now_and_what_is_to_be_decided(cast: Cast) -> None:
    fallen(cast)
    report_problem(act(cast.member), unit=cast.east, title="Belt stops", severity="grave")
    asked_for(cast, due=day(40))
    for days in (0, 20, 40):
        now = NOW + timedelta(days=days)
        asked = [line for line in my_work(cast.leader, now.date()) if line.when is When.NOW]
        needs = [need.line for need in helm(cast.leader, now).needs]
        to_decide = [line for line in needs if line.when is not When.NOW]
        assert sorted((str(line.what), line.record.pk) for line in needs if line not in to_decide) == sorted(
            (str(line.what), line.record.pk) for line in asked
        ), days
        assert [line.record.kind for line in to_decide] == ([] if days == 40 else ["request"])


def test_overdue_promises_are_silence(cast: Cast) -> None:
    issue = answered(cast, fallen(cast))
    words = {"title": "Restore buffers", "owner": cast.member, "due": LATER, "purpose": "correction"}
    plan_action(act(cast.owner, later=timedelta(days=2)), origin=issue, **words)
    assert seen(cast.leader).silence.actions == []
    assert [row.title for row in seen(cast.leader, 31).silence.actions] == ["Restore buffers"]


def test_a_decision_nobody_carries_out_is_silence_and_climbs(cast: Cast) -> None:
    decision = decide(
        act(cast.leader), unit=cast.east, owner=cast.owner, due=day(10), title="Two crews", choice="Two", reason="Late."
    )
    assert seen(cast.leader, 10).silence.decisions == []
    later = seen(cast.leader, 20)
    assert [row.title for row in later.silence.decisions] == ["Two crews"]
    assert [(str(need.line.what), need.climbed, need.late) for need in later.needs] == [("Carry out", True, 10)]
    carry_out_decision(act(cast.owner, later=timedelta(days=20)), decision)
    assert (seen(cast.leader, 20).needs, seen(cast.leader, 20).silence.decisions) == ([], [])


def test_a_verdict_that_is_due_needs_whoever_owns_it_and_then_climbs(cast: Cast) -> None:
    series = line(cast, indicator(cast), cast.east, STEADY)
    expect = Forecast(series=series, direction=Direction.UP, size=5.0, by=day(60), confidence=60)
    decision = decide(
        act(cast.leader), unit=cast.east, owner=cast.owner, due=day(10), title="Two crews", choice="Two",
        reason="Late.", forecast=expect,
    )  # fmt: skip
    carry_out_decision(act(cast.owner, later=timedelta(days=20)), decision)

    def asked(person: Person, days: int) -> list[tuple[str, bool, int]]:
        needs = [need for need in seen(person, days).needs if need.line.record.pk == decision.pk]
        return [(str(need.line.what), need.climbed, need.late) for need in needs]

    assert asked(cast.owner, 59) == []  # its own day has passed, the verdict's has not
    assert asked(cast.owner, 60) == [("Compare forecast and fact", False, 0)]
    assert asked(cast.member, 60) == []
    assert asked(cast.leader, 60) == [("Compare forecast and fact", False, 0)]  # whoever may decide may judge
    assert asked(cast.leader, 70) == [("Compare forecast and fact", True, 10)]


def test_series_without_their_latest_value(cast: Cast) -> None:
    line(cast, indicator(cast), cast.east, STEADY)
    later = seen(cast.leader, 40)
    assert (later.silence.stale, later.coverage.fresh) == (1, 0)


def test_processes_that_nothing_watches(cast: Cast) -> None:
    words = {"unit": cast.office, "owner": cast.owner, "purpose": "Leave on time", "part": "core"}
    watched = define_process(act(cast.leader), title="Turnaround", position=1, **words)
    define_process(act(cast.leader), title="De-icing", position=2, **words)
    line(cast, indicator(cast, process=watched), cast.east, STEADY)
    assert [row.title for row in seen(cast.leader).silence.unwatched] == ["De-icing"]


def test_objectives_with_now_target_and_chain(cast: Cast) -> None:
    words = {"unit": cast.office, "owner": cast.leader, "due": day(200)}
    top = set_objective(act(cast.leader), title="Reliable departures", **words)
    low = set_objective(act(cast.leader), title="On time at East", serves=top, **words)
    process = define_process(
        act(cast.leader),
        unit=cast.office,
        owner=cast.owner,
        title="Turnaround",
        purpose="Leave",
        part="core",
        position=1,
    )
    series = line(cast, indicator(cast, objectives=[low], process=process), cast.east, STEADY)
    set_target(act(cast.leader), series, value=72, by=day(100), objective=low)
    above, below = seen(cast.leader).aims
    assert (above.objective, above.depth, above.gap, above.target) == (top, 0, None, None)
    assert (below.objective, below.depth, below.gap, below.targets) == (low, 1, None, 1)
    assert below.now == pytest.approx(sum(STEADY[-8:]) / 8)
    assert below.chance is not None
    assert 0 < below.chance < 0.7
    # Others learn that the chain holds, not what is measured.
    _, hidden = seen(cast.west_owner).aims
    assert (hidden.gap, hidden.target, hidden.now) == (None, None, None)
    # It breaks when values stay away.
    assert [aim.gap for aim in seen(cast.leader, 60).aims] == [Gap.BELOW, Gap.VALUES]
    assert seen(cast.leader, 60).share == Share(every=2, whole=0, acted=0, alone=1)


@pytest.mark.parametrize("size", [1, 12])
def test_queries_do_not_grow(cast: Cast, size: int) -> None:
    process = define_process(
        act(cast.leader),
        unit=cast.office,
        owner=cast.owner,
        title="Turnaround",
        purpose="Leave",
        part="core",
        position=1,
    )
    for number in range(size):
        words = {"unit": cast.office, "owner": cast.leader, "due": day(200)}
        aim = set_objective(act(cast.leader), title=f"Aim {number}", **words)
        series = line(cast, indicator(cast, f"Measure {number}", objectives=[aim], process=process), cast.east)
        set_target(act(cast.leader), series, value=72, by=day(100), objective=aim)
    seen(cast.member)  # the first statement of its kind may ask what the database can do
    person = Person.objects.get(pk=cast.member.pk)
    with CaptureQueriesContext(connection) as queries:
        told = helm(person, NOW)
    assert len(told.aims) == size
    assert len(queries) == MOST_QUERIES


def test_a_tripped_risk_climbs_first_once_its_answer_is_late(cast: Cast) -> None:
    found = tripped(cast)
    due = helm(cast.leader, NOW + timedelta(days=7))
    assert found.pk not in [need.line.record.pk for need in due.needs]
    late = helm(cast.leader, NOW + timedelta(days=8))
    assert (late.needs[0].line.record.pk, late.needs[0].climbed) == (found.pk, True)


def test_inputs_are_silent_once_leadership_has_stopped_meeting(cast: Cast) -> None:
    assert len(seen(cast.leader).silence.inputs) == 0
    review = planned(cast)
    all_present(cast, review)
    close_review(act(cast.quality), review, summary="The last one.")
    look_for_unread(NOW + timedelta(hours=1))
    assert len(seen(cast.leader, 400).silence.inputs) == 13


def test_decisions_come_before_promises_and_what_is_to_be_sorted_last(cast: Cast) -> None:
    report_problem(act(cast.member), unit=cast.east, title="Belt stops", severity="grave")
    signal = fallen(cast)
    warned = tripped(cast)
    request = asked_for(cast, due=day(90))
    unborne = rated(cast, 5, 4)
    aim = aims_of(cast)
    Reading.objects.filter(series=aim.series).update(chance=0.1)
    cancel_action(act(cast.owner), aim.action, reason="No money")
    needs = seen(cast.leader, 20).needs
    assert [need.line.record.pk for need in needs][:5] == [
        warned.pk, request.pk, aim.low.pk, unborne.pk, signal.pk
    ]  # fmt: skip
    assert [str(need.line.what) for need in needs][:4] == [
        "Accept, act or decline", "Grant, refuse or defer", str(IDLE), str(BEYOND)
    ]  # fmt: skip
    assert needs[-1].line.record.title == "Belt stops"
    asked = {need.line.record.pk for need in seen(cast.member, 20).needs}
    assert not asked & {warned.pk, request.pk, aim.low.pk, unborne.pk}, "who may not decide is not asked to"
    accept_risk(act(cast.leader), unborne, until=day(100), reason="For this winter")
    assert unborne.pk not in {need.line.record.pk for need in seen(cast.leader, 20).needs}


def test_what_explains_the_danger_of_an_objective_is_named_to_who_may_see_it(cast: Cast) -> None:
    signal = fallen(cast)
    words = {"unit": cast.office, "owner": cast.leader, "due": day(200)}
    aim = set_objective(act(cast.leader), title="Reliable departures", **words)
    set_target(act(cast.leader), signal.series, value=90, by=day(100), objective=aim)
    given = {"owner": cast.owner, "due": day(9), "series": signal.series, "title": "Belt stops"}
    issue, _slight = (
        open_issue(act(cast.quality), origin=aim, severity=severity, **given) for severity in ("grave", "slight")
    )
    warned, _calm = tripped(cast, risk(cast, at_stake=[aim])), risk(cast, at_stake=[aim])
    told = seen(cast.leader)
    assert [one.danger for one in told.aims] == [Danger.TOLD]
    assert [cause.record.pk for cause in told.causes[aim.pk]] == [warned.pk, signal.pk, issue.pk]
    assert seen(cast.west_owner).causes.get(aim.pk, []) == []
    explain_signal(act(signal.owner, later=timedelta(days=1)), signal, explanation="Ice.")
    assert [cause.record.pk for cause in seen(cast.leader).causes[aim.pk]] == [warned.pk, signal.pk, issue.pk]
    Reading.objects.filter(series=signal.series).update(change=0)  # it is over, and somebody has said why it was
    assert [cause.record.pk for cause in seen(cast.leader).causes[aim.pk]] == [warned.pk, issue.pk]


def test_the_decisions_judged_last_are_named_and_those_carried_out_too_late_are_not(cast: Cast) -> None:
    series = line(cast, indicator(cast), cast.east, STEADY)
    words = {"unit": cast.east, "owner": cast.owner, "due": day(10), "choice": "So", "reason": "Late."}
    expect = Forecast(series=series, direction=Direction.UP, size=5.0, by=day(30), confidence=60)
    names = ("Two crews", "Three crews", "Late crews")
    made = [decide(act(cast.leader), title=name, forecast=expect, **words) for name in names]
    for decision, carried in zip(made, (0, 1, 40), strict=True):
        carry_out_decision(act(cast.owner, later=timedelta(days=carried)), decision, on=day(carried))
    for place, decision in enumerate(made):
        later = timedelta(days=60 + place)
        judge_decision(act(cast.leader, later=later), decision, note="So.", untellable=True)
    assert seen(cast.leader, 70).judged == [made[1], made[0]]
    assert seen(cast.west_owner, 70).judged == []

"""The strategy-to-work graph of a small world: what each record serves, and every kind of gap."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.bridge.alignment import aims
from pilothouse.bridge.graph.gaps import alignment
from pilothouse.bridge.graph.matrix import key_of, matrix
from pilothouse.bridge.graph.purpose import Line, serving_nothing
from pilothouse.bridge.graph.rules import Way
from pilothouse.bridge.story import story_of
from pilothouse.improvement.operations import open_issue, plan_action, report_problem, triage_issue
from pilothouse.measures.chains import Missing
from pilothouse.measures.operations import define_indicator, open_series, set_target
from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from pilothouse.records.models import Record
from pilothouse.records.operations import hand_over, link_records
from pilothouse.reviews.operations import carry_out_decision, decide
from pilothouse.risks.operations import open_risk
from pilothouse.strategy.operations import end_objective, set_objective
from tests.cast import NOW, Cast, act
from tests.measures.numbers import record
from tests.stage import Stage

ON = date(2026, 3, 2)
DUE = date(2026, 12, 31)


def lines_of(row: Record) -> list[Line]:
    """The lines of sight of a record, as whoever made it sees them."""
    return story_of(row, row.created_by).purpose


def sentence(row: Record) -> list[str]:
    """The first of them, the objective first."""
    lines = lines_of(row)
    return [step.title for step in lines[0].steps] if lines else []


def test_every_record_of_the_story_leads_to_the_objective(stage: Stage) -> None:
    cast = stage.cast
    through = ["Depart on time", "Turn the aircraft", "Departures on time"]
    story = (stage.signal, stage.issue, stage.action, stage.verification, stage.decision, stage.indicator)
    assert [sentence(row) for row in story] == [through] * 6
    assert sentence(stage.request) == sentence(stage.assumption) == sentence(stage.objective) == ["Depart on time"]
    assert sentence(stage.process) == through[:2]
    # West has no target of its own, so that its signal comes there by the process alone.
    assert [line.way for line in lines_of(stage.open_signal)] == [Way.PROCESS]
    assert [line.way for line in lines_of(stage.signal)] == [Way.TARGET]
    assert sentence(stage.reported) == sentence(stage.review) == []
    at_stake = {"unit": cast.east, "owner": cast.owner, "due": DUE}
    risk = open_risk(act(cast.owner), title="Too few tugs", at_stake=[stage.process], **at_stake)
    treated = plan_action(
        act(cast.owner), origin=risk, title="Rent a tug", owner=cast.owner, due=DUE, purpose="treatment"
    )
    assert sentence(treated) == through[:2]
    with CaptureQueriesContext(connection) as asked:
        assert story_of(stage.action, cast.leader).purpose
    assert len(asked) == 1


def opened(stage: Stage, title: str) -> Record:
    """An open issue that belongs to no process."""
    cast = stage.cast
    issue = report_problem(act(cast.member), unit=cast.east, title=title, severity="slight", nature="incident")
    return triage_issue(
        act(cast.quality), issue, owner=cast.member, due=DUE, severity="slight", nature="incident", process=None
    )


def test_work_that_serves_nothing_is_named_until_somebody_says_what_it_serves(stage: Stage) -> None:
    cast = stage.cast
    issue = opened(stage, "Lift stands still")
    mend = plan_action(act(cast.member), origin=issue, title="Call the maker", owner=cast.member, due=DUE,
                       purpose="correction")  # fmt: skip
    assert list(serving_nothing(cast.leader)) == [Record.objects.get(pk=issue.pk), Record.objects.get(pk=mend.pk)]
    assert list(serving_nothing(cast.west_owner)) == []
    other = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Safe", due=DUE)
    link_records(act(cast.member), issue, other=other)
    assert not serving_nothing(cast.leader)
    assert sentence(mend) == ["Safe"]
    end_objective(act(cast.leader), other, step="drop", reason="Elsewhere")
    assert serving_nothing(cast.leader).count() == 2
    (line,) = lines_of(mend)
    assert line.objective.ended


def test_work_for_signals_serves_what_their_series_are_wanted_for(stage: Stage) -> None:
    cast = stage.cast
    goal = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="Calm west", due=DUE)
    set_target(act(cast.leader), stage.west_series, value=0.9, by=DUE, objective=goal)
    words = {"owner": cast.owner, "due": DUE, "unit": cast.office}
    shared = open_issue(
        act(cast.leader), origin=stage.process, title="One cause", severity="serious", tied=[stage.open_signal], **words
    )
    mend = plan_action(act(cast.leader), origin=shared, title="Mend it", purpose="corrective", **words)
    risk = open_risk(act(cast.leader), title="Goes on", tied=[stage.open_signal], **words)
    assert [[(line.way, line.objective) for line in lines_of(row)] for row in (shared, mend, risk)] == [
        [(Way.TARGET, goal)]
    ] * 3
    assert goal.pk in {aim.objective.pk for aim in aims(cast.leader, ON) if aim.acted}


def test_every_kind_of_gap_is_told_from_the_objective_down(stage: Stage) -> None:
    cast, by = stage.cast, act(stage.cast.leader)
    assert alignment(cast.leader, ON).holes == []
    set_objective(by, unit=cast.office, owner=cast.leader, title="Unmeasured", due=DUE)
    idle = set_objective(by, unit=cast.office, owner=cast.leader, title="No target", due=DUE)
    shape = {"unit": cast.office, "owner": cast.leader, "definition": "dB", "unit_of_measure": "dB",
             "value_kind": "value", "direction": "down", "frequency": "week"}  # fmt: skip
    noise = define_indicator(by, title="Noise", objectives=[idle], **shape)
    define_process(by, unit=cast.east, owner=cast.owner, title="Clean", purpose="…", part=Part.CORE, position=3)
    hand_over(by, stage.process, owner=cast.owner)
    issue = opened(stage, "Lift stands still")
    with CaptureQueriesContext(connection) as asked:
        found = alignment(cast.leader, ON)
    assert len(asked) == 6
    assert [(hole.missing, hole.record.title) for hole in found.holes] == [
        (Missing.OBJECTIVE_INDICATOR, "Unmeasured"),
        (Missing.OBJECTIVE_TARGET, "No target"),
        (Missing.INDICATOR_PROCESS, noise.title),
        (Missing.PROCESS_INDICATOR, "Clean"),
        (Missing.WORK, issue.title),
    ]
    assert (found.every, found.whole, found.acted) == (3, 1, 1)
    later = alignment(cast.leader, date(2026, 9, 1))
    assert Missing.OBJECTIVE_VALUES in {hole.missing for hole in later.holes}
    assert later.whole == 0


def test_objectives_whose_numbers_pull_apart(cast: Cast) -> None:
    by = act(cast.leader)
    rows = [50.0 + (17 * place % 11) for place in range(40)]
    for title, way, values in (("Fast", "up", rows), ("Cheap", "down", rows)):
        goal = set_objective(by, unit=cast.office, owner=cast.leader, title=title, due=DUE)
        indicator = define_indicator(
            by, unit=cast.east, owner=cast.owner, title=title, definition="…", unit_of_measure="%", value_kind="value",
            direction=way, frequency="week", objectives=[goal],
        )  # fmt: skip
        series = open_series(by, indicator, unit=cast.east)
        record(cast.quality, series, values, first=20)
        set_target(by, series, value=60.0, by=DUE, objective=goal)
    found = alignment(cast.leader, NOW.date())
    (hole,) = [hole for hole in found.holes if hole.missing is Missing.AGAINST]
    assert hole.other is not None
    assert hole.pull is not None
    assert {hole.record.title, hole.other.title} == {"Fast", "Cheap"}
    assert (hole.pull.against, hole.pull.moves) == (39, 39)
    # Who does not see the series is told nothing of it.
    assert alignment(cast.west_owner, NOW.date()).pulls.compared == 0


def test_an_objective_is_worked_on_by_what_the_x_matrix_ties_to_it(stage: Stage) -> None:
    cast, by = stage.cast, act(stage.cast.leader)
    words = {"owner": cast.owner, "due": DUE}
    goals = {
        title: set_objective(by, unit=cast.office, title=title, **words)
        for title in ("Linked", "At stake", "Decided", "Carried out", "By process", "Nothing")
    }
    issue = link_records(act(cast.member), opened(stage, "Lift stands still"), other=goals["Linked"]).record
    choice = {"unit": cast.east, "choice": "Two lifts", "reason": "One breaks", **words}
    for about, title in ((issue, "Rent"), (goals["Decided"], "Buy"), (goals["Carried out"], "Build")):
        made = decide(by, about=about, title=title, actions=[], **choice)
    carry_out_decision(act(cast.owner), made)
    at_stake = {"unit": cast.east, "owner": cast.owner, "due": DUE, "at_stake": [goals["At stake"]]}
    risk = open_risk(act(cast.owner), title="Too few tugs", **at_stake)
    plan_action(act(cast.owner), origin=risk, title="Rent a tug", purpose="treatment", **words)
    define_indicator(
        by, unit=cast.east, owner=cast.owner, title="Tugs ready", definition="Share", unit_of_measure="%",
        value_kind="value", direction="up", frequency="week", process=stage.process, objectives=[goals["By process"]],
    )  # fmt: skip
    plan_action(act(cast.owner), origin=stage.process, title="Train drivers", purpose="improvement", **words)
    found = matrix(cast.leader, ON)
    drawn = {
        strong: {goal.title for goal in found.objectives if strong in {found.ties.get((key_of(one), key_of(goal)))
                                                                      for one in found.work}}
        for strong in (True, False)
    }  # fmt: skip
    worked_on = {aim.objective.title for aim in aims(cast.leader, ON) if aim.acted}
    assert worked_on == drawn[True] == {"Depart on time", "Linked", "At stake", "Decided"}
    assert "By process" in drawn[False]
    # Who sees nothing of that work is told of it all the same, and so is whoever reads their sheet.
    assert {aim.objective.title for aim in aims(cast.west_owner, ON) if aim.acted} == worked_on
    assert not matrix(cast.west_owner, ON).work
    assert matrix(cast.west_owner, ON).worked_on == {goal.pk for goal in found.objectives if goal.title in worked_on}

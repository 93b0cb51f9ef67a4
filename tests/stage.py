"""A small world on which the whole river has run once: one record of every kind at Airport East, one thread."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from pilothouse.improvement.models import Action, Issue, Nature, Purpose, Severity, Verification
from pilothouse.improvement.operations import complete_action, name_cause, open_issue, plan_action, report_problem
from pilothouse.measures.models import Direction, Frequency, Indicator, Route, Series, Signal, Source, ValueKind
from pilothouse.measures.operations import (
    define_indicator,
    define_source,
    open_series,
    record_measurements,
    set_baseline,
    set_target,
)
from pilothouse.measures.rules import Row
from pilothouse.processes.models import Part, Process
from pilothouse.processes.operations import agree_handover, define_process
from pilothouse.reviews.models import Decision, ResourceRequest, Review
from pilothouse.reviews.operations import Forecast, ask_for_resource, decide, open_forum, plan_review, prepare_review
from pilothouse.strategy.models import Assumption, ContextIssue, InterestedParty, Objective, Policy, Theme
from pilothouse.strategy.operations import (
    add_theme,
    name_assumption,
    name_context_issue,
    name_party,
    set_objective,
    state_policy,
)
from tests.cast import NOW, Cast, act

FIRST = date(2025, 6, 2)
WEEKS = 39  # up to 23 February 2026; NOW is Monday 2 March
SHIFT = 30  # from this week on 12 points lower


@dataclass
class Stage:
    """Everything by name; all of it belongs to Airport East, except the direction, which is everybody's."""

    cast: Cast
    policy: Policy
    theme: Theme
    objective: Objective
    process: Process
    indicator: Indicator
    series: Series
    west_series: Series
    source: Source
    signal: Signal
    open_signal: Signal
    issue: Issue
    reported: Issue
    action: Action
    verification: Verification
    review: Review
    decision: Decision
    request: ResourceRequest
    assumption: Assumption
    context: ContextIssue
    party: InterestedParty


def week(index: int) -> date:
    """The Monday of the story's week."""
    return FIRST + timedelta(weeks=index)


def rows(series: Series, *, shift: float, weeks: range = range(WEEKS)) -> list[Row]:
    """A gentle, reproducible wobble around 80 %, then a shift."""
    shares = [0.80 + 0.02 * math.sin(1.7 * index) + (shift if index >= SHIFT else 0.0) for index in weeks]
    return [
        Row(series.pk, week(index), None, round(1_000 * share), 1_000.0)
        for index, share in zip(weeks, shares, strict=True)
    ]


def frame(cast: Cast) -> tuple[Policy, Theme, Objective, Process]:
    """Direction and processes."""
    by = act(cast.leader)
    policy = state_policy(by, unit=cast.office, owner=cast.leader, title="Our promise", text="We leave **on time**.")
    theme = add_theme(by, unit=cast.office, owner=cast.leader, title="Reliability")
    objective = set_objective(
        by, unit=cast.office, owner=cast.leader, title="Depart on time", due=date(2026, 12, 31), theme=theme
    )
    process = define_process(
        by, unit=cast.east, owner=cast.owner, title="Turn the aircraft", purpose="From on block to off block",
        part=Part.CORE, position=1,
    )  # fmt: skip
    agree_handover(by, unit=cast.east, giver=process, what="Aircraft ready to leave")
    return policy, theme, objective, process


def watch(
    cast: Cast, objective: Objective, process: Process, title: str = "Departures on time"
) -> tuple[Indicator, Series, Series]:
    """An indicator with two series; the one at East falls by 12 points, the one at West stays."""
    by = act(cast.leader)
    indicator = define_indicator(
        by, unit=cast.east, owner=cast.owner, title=title, definition="Off block within 15 minutes",
        unit_of_measure="%", value_kind=ValueKind.PROPORTION, direction=Direction.UP, frequency=Frequency.WEEK,
        process=process, scale=100.0, objectives=[objective],
    )  # fmt: skip
    east, west = open_series(by, indicator, unit=cast.east), open_series(by, indicator, unit=cast.west)
    early = range(24)
    for series, unit in ((east, cast.east), (west, cast.west)):
        record_measurements(by, unit=unit, rows=rows(series, shift=0.0, weeks=early), route=Route.PASTE)
        set_baseline(by, series, first=week(0), last=week(23), reason="First half year")
    set_target(by, east, value=85.0, by=date(2026, 12, 31), objective=objective)
    later = range(24, WEEKS)
    record_measurements(by, unit=cast.east, rows=rows(east, shift=-0.12, weeks=later), route=Route.PASTE)
    record_measurements(by, unit=cast.west, rows=rows(west, shift=0.05, weeks=later), route=Route.PASTE)
    return indicator, east, west


def respond(cast: Cast, series: Series, signal: Signal) -> tuple[Issue, Issue, Action, Verification]:
    """The signal is answered by an issue with a cause and an action that waits for its proof."""
    by = act(cast.owner)
    due = (NOW + timedelta(days=20)).date()
    issue = open_issue(
        by, origin=signal, title="Buffers are too short", owner=cast.owner, due=due, severity=Severity.SERIOUS
    )
    why = name_cause(by, issue, text="Turns take longer than planned")
    name_cause(by, issue, text="The summer plan kept the winter times", parent=why, root=True)
    action = plan_action(
        by, origin=issue, title="Restore buffers on 14 rotations", owner=cast.member, due=due,
        purpose=Purpose.CORRECTIVE, series=series,
    )  # fmt: skip
    action = complete_action(act(cast.member), action, outcome="Done with the winter plan")
    reported = report_problem(
        act(cast.member), unit=cast.east, title="Stairs at gate 4 jam", severity=Severity.SLIGHT, nature=Nature.INCIDENT
    )
    return issue, reported, action, Verification.objects.get(origin=action)


def lead(cast: Cast, series: Series, issue: Issue) -> tuple[Review, Decision]:
    """A review with an agenda from upstream, and a decision with a forecast."""
    by = act(cast.leader)
    forum = open_forum(by, unit=cast.east, name=f"Round about {issue.code}", cadence="month")
    review = plan_review(
        by, unit=cast.east, owner=cast.quality, title="Monthly review East", on=NOW.date(), since=week(20),
        attendees=[cast.leader, cast.quality, cast.owner], forum=forum,
    )  # fmt: skip
    prepare_review(by, review)
    forecast = Forecast(
        series=series, direction=Direction.UP, size=6.0, by=date(2026, 6, 1), confidence=70, effect_from=NOW.date()
    )
    decision = decide(
        by, unit=cast.east, owner=cast.owner, due=date(2026, 3, 30), title="Spare crew in the morning",
        choice="One spare crew from five to nine", reason="The first wave carries the day", about=issue,
        review=review, forecast=forecast,
    )  # fmt: skip
    return review, decision


def want(cast: Cast, series: Series, objective: Objective) -> ResourceRequest:
    """The station manager asks for a crew."""
    return ask_for_resource(
        act(cast.owner), unit=cast.east, owner=cast.owner, title="A spare crew", why="Late tows start late mornings",
        due=NOW.date() + timedelta(days=30), amount=40_000, people=2.5, objective=objective, series=series,
    )  # fmt: skip


def ground(cast: Cast, objective: Objective) -> tuple[Assumption, ContextIssue, InterestedParty]:
    """What the objective rests on."""
    by = act(cast.leader)
    common: dict[str, Any] = {"unit": cast.office, "owner": cast.leader, "every": 182, "objectives": [objective]}
    return (
        name_assumption(by, title="Fuel stays affordable", text="Fewer flights", **common),
        name_context_issue(by, title="Runway works", text="Fewer slots", side="outside", **common),
        name_party(by, title="Passengers", text="Leave on time", **common),
    )


def tap(cast: Cast) -> Source:
    """A file that the worker reads, among those that sources may read."""
    folder = Path(settings.SOURCE_DIRS[0])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tower.csv").write_text("indicator,unit,period,numerator,denominator\n")
    by, path = act(cast.owner), str(folder / "tower.csv")
    return define_source(by, unit=cast.east, owner=cast.owner, name="Tower log", path=path, sql="SELECT * FROM tower")


def play(cast: Cast) -> Stage:
    """Let the river run once."""
    policy, theme, objective, process = frame(cast)
    indicator, east, west = watch(cast, objective, process)
    signal = Signal.objects.filter(series=east).earliest("id")
    issue, reported, action, verification = respond(cast, east, signal)
    review, decision = lead(cast, east, issue)
    source = tap(cast)
    open_signal = Signal.objects.filter(series=west).earliest("id")
    frames = (policy, theme, objective, process)
    watched = (indicator, east, west, source, signal, open_signal)
    decided = (review, decision, want(cast, east, objective), *ground(cast, objective))
    return Stage(cast, *frames, *watched, issue, reported, action, verification, *decided)

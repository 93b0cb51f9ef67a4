"""Chains that are broken in every way in which a page tells it, and objectives that pull apart."""

from datetime import date, timedelta

from pilothouse.improvement.models import Nature, Purpose, Severity
from pilothouse.improvement.operations import plan_action, report_problem, triage_issue
from pilothouse.measures.models import Series, Target
from pilothouse.measures.operations import (
    accept_target,
    define_indicator,
    end_target,
    open_series,
    record_measurements,
    set_target,
)
from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from tests.cast import act
from tests.measures.numbers import rows_of
from tests.stage import Stage

DUE = date(2026, 12, 31)


def leave_gaps(stage: Stage, later: timedelta = timedelta()) -> None:
    """What no chain holds, from the objective down."""
    cast, by = stage.cast, act(stage.cast.leader, later=later)
    goal(stage, "Unmeasured", later)
    none = goal(stage, "No target", later)
    shape = {"unit": cast.east, "owner": cast.owner, "definition": "dB", "unit_of_measure": "dB",
             "value_kind": "value", "frequency": "week"}  # fmt: skip
    define_indicator(by, title="Noise", direction="down", objectives=[none], **shape)
    given = goal(stage, "Given up", later)
    noisy = define_indicator(by, title="Dust", direction="down", process=stage.process, objectives=[given], **shape)
    series = open_series(by, noisy, unit=cast.east)
    measure(stage, series, later)
    end_target(by, set_target(by, series, value=3.0, by=DUE, objective=given), reason="Nobody could reach it")
    for title, way in (("Fast", "up"), ("Cheap", "down")):
        apart = define_indicator(by, title=title, direction=way, process=stage.process, **shape)
        line = open_series(by, apart, unit=cast.east)
        measure(stage, line, later)
        set_target(by, line, value=60.0, by=DUE, objective=goal(stage, title, later))
    lapsed = open_series(by, noisy, unit=cast.west)
    measure(stage, lapsed, later)
    set_target(by, lapsed, value=20.0, by=date(2026, 3, 10), objective=goal(stage, "Lapsed", later))
    far(stage, "Far", later)
    accept_target(by, far(stage, "Borne", later), reason="Not this year", until=date(2026, 12, 1))
    plan_action(
        by, origin=far(stage, "Worked on", later).objective, title="Try it", owner=cast.owner, due=DUE,
        purpose=Purpose.INITIATIVE,
    )  # fmt: skip
    define_process(by, unit=cast.east, owner=cast.owner, title="Clean", purpose="…", part=Part.CORE, position=3)
    report = report_problem(
        act(cast.member, later=later), unit=cast.east, title="Lift stands still", severity=Severity.SLIGHT,
        nature=Nature.INCIDENT,
    )  # fmt: skip
    triage_issue(by, report, owner=cast.owner, due=DUE, severity=Severity.SLIGHT, nature=Nature.INCIDENT)


ROWS = [50.0 + (17 * place % 11) for place in range(40)]


def measure(stage: Stage, series: Series, later: timedelta) -> None:
    by = act(stage.cast.quality, later=later)
    record_measurements(by, unit=series.unit, rows=rows_of(series, ROWS, first=20), route="form")


def goal(stage: Stage, title: str, later: timedelta) -> Objective:
    cast = stage.cast
    return set_objective(act(cast.leader, later=later), unit=cast.office, owner=cast.leader, title=title, due=DUE)


def far(stage: Stage, title: str, later: timedelta) -> Target:
    """A target that its series cannot meet without a change."""
    cast, by = stage.cast, act(stage.cast.leader, later=later)
    told = define_indicator(
        by, unit=cast.east, owner=cast.owner, title=f"{title} measured", definition="…", unit_of_measure="%",
        value_kind="value", direction="up", frequency="week", process=stage.process,
    )  # fmt: skip
    series = open_series(by, told, unit=cast.west)
    measure(stage, series, later)
    return set_target(by, series, value=500.0, by=DUE, objective=goal(stage, title, later))

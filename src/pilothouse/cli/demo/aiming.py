"""Tells the targets of objectives, the objective that was set last, and the initiatives that bring them nearer."""

from datetime import datetime
from functools import partial

from pilothouse.cli.demo.company import aim
from pilothouse.cli.demo.direction import INITIATIVES, OBJECTIVES, RAISED, InitiativeRow, ObjectiveRow
from pilothouse.cli.demo.meetings import REVIEWS
from pilothouse.cli.demo.stage import Stage
from pilothouse.cli.demo.weeks import LIMITS_SET
from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import complete_action, plan_action
from pilothouse.measures.operations import set_target


def enter_aims(stage: Stage) -> None:
    """Enter the days on which targets and the last objective are set, and each initiative is planned."""
    stage.calendar.add(LIMITS_SET, 8.5, partial(_set_targets, stage))
    stage.calendar.add(REVIEWS[-1].on, 16.5, partial(_raise_the_bar, stage))
    for row in INITIATIVES:
        stage.calendar.add(row.planned, 14, partial(_plan, stage, row))


def _set_targets(stage: Stage, at: datetime) -> None:
    for row in OBJECTIVES:
        _want(stage, row, at)


def _raise_the_bar(stage: Stage, at: datetime) -> None:
    aim(stage.company, RAISED, stage.act("director", at))
    _want(stage, RAISED, at)


def _want(stage: Stage, row: ObjectiveRow, at: datetime) -> None:
    if row.target:
        set_target(
            stage.act("director", at),
            stage.series((row.target.indicator, row.target.unit, row.target.part)),
            value=row.target.value,
            by=row.target.by,
            objective=stage.company.objectives[row.key],
        )


def _plan(stage: Stage, row: InitiativeRow, at: datetime) -> None:
    objective = stage.company.objectives[row.objective]
    action = plan_action(
        stage.act(stage.key_of(objective.owner), at),
        origin=objective,
        title=row.title,
        owner=stage.person(row.owner),
        due=row.due,
        purpose=Purpose.INITIATIVE,
    )
    stage.actions[row.objective, row.title] = action.pk
    if row.done:
        stage.calendar.add(row.done, 16, partial(_complete, stage, row))


def _complete(stage: Stage, row: InitiativeRow, at: datetime) -> None:
    complete_action(stage.act(row.owner, at), stage.action(row.objective, row.title), outcome=row.outcome)

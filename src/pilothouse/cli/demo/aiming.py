"""Tells the initiatives: what is planned to bring objectives nearer, and what was done."""

from datetime import datetime
from functools import partial

from pilothouse.cli.demo.direction import INITIATIVES, InitiativeRow
from pilothouse.cli.demo.stage import Stage
from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import complete_action, plan_action


def enter_initiatives(stage: Stage) -> None:
    """Enter the day on which each is planned."""
    for row in INITIATIVES:
        stage.calendar.add(row.planned, 14, partial(_plan, stage, row))


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

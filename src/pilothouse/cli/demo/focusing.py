"""Tells how work is tied to direction: an issue whose owner says what it serves, and how much may be open at once."""

from datetime import date, datetime
from functools import partial

from pilothouse.cli.demo.stage import Stage
from pilothouse.organisation.operations import limit_focus
from pilothouse.records.operations import link_records

SERVES_ON = date(2013, 12, 20)
STATED_ON = date(2013, 12, 17)
WHY_IT_SERVES = "Half of the winter's cancellations fall on these days."
OWNER, UNIT = 3, 15
WHY_STATED = "What half of us have open at once is not finished by anybody. Finish, then begin."


def enter_focus(stage: Stage) -> None:
    """Enter the day on which the winter's issue is tied to its objective, and the one on which the limit is said."""
    stage.calendar.add(SERVES_ON, 10, partial(_serve, stage))
    stage.calendar.add(STATED_ON, 15, partial(_state, stage))


def _serve(stage: Stage, at: datetime) -> None:
    objective = stage.company.objectives["fly_ewr"]
    link_records(stage.act("winter", at), stage.issue("winter"), other=objective, reason=WHY_IT_SERVES)


def _state(stage: Stage, at: datetime) -> None:
    organisation = stage.company.organisation
    organisation.refresh_from_db()
    limit_focus(stage.act("director", at, WHY_STATED), organisation, owner=OWNER, unit=UNIT)

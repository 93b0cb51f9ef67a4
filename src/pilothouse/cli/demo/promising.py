"""Tells the small promises of every month: two for each station, most kept by their day, in the summer fewer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from pilothouse.cli.demo.calendar import workday_after
from pilothouse.cli.demo.indicators import AIRPORTS
from pilothouse.cli.demo.stage import Stage
from pilothouse.improvement.models import Action, Purpose
from pilothouse.improvement.operations import complete_action, plan_action
from pilothouse.records.operations import move_due

FIRST_MONTH, LAST_MONTH = 4, 12
PROMISED_DAY = 24
WHY_MOVED = "Storm days took the time; the crews were needed at the gates."


@dataclass(frozen=True)
class HabitRow:
    """What every station promises each month, in which process, and what was done; `late`: months, by station."""

    process: str
    title: str
    outcome: str
    late: dict[str, tuple[int, ...]]


HABITS = (
    HabitRow("turn", "Walk a first wave with the crews, {month}", "Walked; what they said is on the board.",
             {"EWR": (6, 7, 11), "JFK": (7,), "LGA": (6, 7, 10)}),
    HabitRow("carriers", "Go through the month's delays with the carriers, {month}", "Done with all who came.",
             {"EWR": (7,), "JFK": (6, 7, 12), "LGA": (7, 9)}),
)  # fmt: skip


def enter_promises(stage: Stage) -> None:
    """Enter the second of every month, on which the stations promise."""
    for month in range(FIRST_MONTH, LAST_MONTH + 1):
        for habit in HABITS:
            for station in AIRPORTS:
                deed = partial(_promise, stage, habit, station)
                stage.calendar.add(workday_after(date(2013, month, 1)), 13, deed)


def _promise(stage: Stage, habit: HabitRow, station: str, at: datetime) -> None:
    process, due = stage.company.processes[habit.process], at.date().replace(day=PROMISED_DAY)
    action = plan_action(
        stage.act(stage.key_of(process.owner), at),
        origin=process,
        unit=stage.unit(station),
        title=habit.title.format(month=f"{at:%B}"),
        owner=stage.person(station.lower()),
        due=due,
        purpose=Purpose.IMPROVEMENT,
    )
    late = at.month in habit.late[station]
    done = due + timedelta(days=9) if late else due - timedelta(days=2)
    if late:
        stage.calendar.add(due, 12, partial(_move, stage, station, action.pk, done))
    stage.calendar.add(done, 15, partial(_keep, stage, habit, station, action.pk))


def _move(stage: Stage, station: str, key: int, due: date, at: datetime) -> None:
    move_due(stage.act(station.lower(), at, WHY_MOVED), Action.objects.get(pk=key), due=due)


def _keep(stage: Stage, habit: HabitRow, station: str, key: int, at: datetime) -> None:
    complete_action(stage.act(station.lower(), at), Action.objects.get(pk=key), outcome=habit.outcome)

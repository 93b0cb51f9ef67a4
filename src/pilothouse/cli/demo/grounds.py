"""What the demo company's direction rests on: assumptions, context, the answer about climate, interested parties."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from pilothouse.cli.demo.indicators import CENTRAL
from pilothouse.cli.demo.stage import Stage
from pilothouse.strategy.models import Assumption
from pilothouse.strategy.operations import (
    answer_climate,
    check_context,
    name_assumption,
    name_context_issue,
    name_party,
)

NAMED, ANSWERED = date(2013, 1, 21), date(2013, 4, 11)
HALF_YEAR, YEAR = 182, 365


@dataclass(frozen=True)
class GroundRow:
    """Something that direction rests on; ``side`` only of context issues. ``checked`` is (day, finding, what shows
    it).
    """

    title: str
    text: str
    owner: str
    objectives: tuple[str, ...]
    told_by: str = ""
    side: str = ""
    every: int = YEAR
    checked: tuple[date, str, str] | None = None


ASSUMPTIONS = (
    GroundRow(
        "Carriers keep their evening bank at JFK",
        "If they spread it over the day, neither a standby crew nor the target for evenings makes sense.",
        "planner", ("evening", "away_jfk"), "EVENING", every=HALF_YEAR,
        checked=(date(2013, 7, 22), "hold", "The plan for autumn was asked for with the same bank."),
    ),
    GroundRow(
        "Storms hit one airport at a time",
        "If all three are hit together, none of them can lend the others aircraft, crews or stands.",
        "control", ("long", "fly"), "LONG", every=HALF_YEAR,
        checked=(date(2013, 7, 12), "fall", "The worst days of the spring were the same days at all three airports."),
    ),
    GroundRow(
        "One storm week a month is what a winter brings",
        "If it brings more, one de-icing team is a queue, and whole mornings are cancelled.",
        "winter", ("fly_ewr", "fly"), "CANCEL", every=HALF_YEAR,
        checked=(date(2013, 11, 18), "change", "The plan for this winter counts on two a month."),
    ),
    GroundRow(
        "Carriers judge us by departures, not by arrivals",
        "If they looked at arrivals, buffers would be worth more than early crews.",
        "carriers", ("stay", "arrive"),
        checked=(date(2013, 10, 14), "hold", "Five carriers were asked; all five look at departures."),
    ),
)  # fmt: skip

ISSUES = (
    GroundRow("The queue for the runway at LGA is not ours", "Minutes lost after the gate can be avoided, not decided.",
              "lga", ("gate_lga", "away_lga"), "LOST", "outside"),
    GroundRow("Three airports share one sky", "A thunderstorm over one of them holds the departures of all three.",
              "control", ("long", "land"), "WEATHER", "outside"),
    GroundRow("Few people want the shift at 04:30", "The first wave stands or falls with the crew that tows it out.",
              "ewr", ("first",), "FIRST", "inside"),
    GroundRow("A few large carriers set the terms", "Losing one of them changes plan, crews and stands of a season.",
              "carriers", ("stay",), side="outside"),
    GroundRow("Every station does things in its own way", "What helps at one is found out at the others a year later.",
              "operations", ("away", "long"), side="inside", every=HALF_YEAR),
)  # fmt: skip

CLIMATE = GroundRow(
    "", "Yes: whole days are lost to storms, and winters decide whether we fly what we sell. Winter service, the storm "
    "desk and the buffers of summer rest on how often they come. Looked at again each year.",
    "director", ("fly", "fly_ewr", "long"),
)  # fmt: skip

PARTIES = (
    GroundRow("Passengers", "Leave and land when it says on the ticket\nWord in time when it does not",
              "director", ("away", "long", "land"), "DEP-ALL"),
    GroundRow("Carriers", "Departures as planned, shown by numbers they believe\nA say in the plan of the season",
              "carriers", ("stay", "away"), "CARRIER"),
    GroundRow("Airport operators", "Stands free when promised\nNo aircraft waiting with engines running",
              "operations", ("gate_lga",), "LOST"),
    GroundRow("Air traffic control", "One voice for all three stations on storm days",
              "control", ("long",)),
    GroundRow("Ramp and gate staff", "Shifts known four weeks ahead\nEquipment that works in the cold",
              "operations", ("first",)),
    GroundRow("People who live near the airports", "No departures after midnight that could have left before",
              "planner", ("evening",)),
)  # fmt: skip


def enter_grounds(stage: Stage) -> None:
    """Enter the day on which each is named, the checks, and the answer about climate."""
    stage.calendar.add(NAMED, 9, partial(_name, stage))
    stage.calendar.add(ANSWERED, 18, partial(_answer, stage))
    for row in ASSUMPTIONS:
        if row.checked:
            day, finding, note = row.checked
            stage.calendar.add(day, 13, partial(_check, stage, row, finding, note))


def _name(stage: Stage, at: datetime) -> None:
    act = stage.act("director", at)
    for row in ASSUMPTIONS:
        name_assumption(act, **_common(stage, row))
    for row in ISSUES:
        name_context_issue(act, side=row.side, **_common(stage, row))
    for row in PARTIES:
        name_party(act, **_common(stage, row))


def _common(stage: Stage, row: GroundRow) -> dict[str, Any]:
    owner = stage.person(row.owner)
    return {
        "unit": owner.unit,
        "owner": owner,
        "title": row.title,
        "text": row.text,
        "every": row.every,
        "told_by": stage.company.indicators[row.told_by] if row.told_by else None,
        "objectives": [stage.company.objectives[key] for key in row.objectives],
    }


def _answer(stage: Stage, at: datetime) -> None:
    values = _common(stage, CLIMATE)
    del values["title"], values["told_by"]
    answer_climate(stage.act("director", at), relevant=True, **{**values, "unit": stage.unit(CENTRAL)})


def _check(stage: Stage, row: GroundRow, finding: str, note: str, at: datetime) -> None:
    found = Assumption.objects.select_related("unit", "owner").get(title=row.title)
    check_context(stage.act(row.owner, at), found, finding=finding, note=note)

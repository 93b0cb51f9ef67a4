"""Where the demo company wants to go and how it works: policy, themes, objectives, processes, hand-overs."""

from dataclasses import dataclass
from datetime import date

from pilothouse.cli.demo.indicators import CENTRAL

POLICY_TITLE = "What passengers can expect of us"
POLICY = (
    "We get people away on time and say so honestly when we do not. We measure every departure, tell change "
    "from luck before we act, decide on the record, and look back at whether it worked."
)
PERIOD_END = date(2014, 6, 29)

THEMES = {
    "punctual": "On time, every day",
    "dependable": "Fly what we sell",
    "short": "Short waits when things go wrong",
    "partner": "A partner carriers stay with",
}


@dataclass(frozen=True)
class TargetRow:
    """The wanted value of a series, in the indicator's unit of measure, by a date."""

    indicator: str
    unit: str
    value: float
    part: str = ""
    by: date = PERIOD_END


@dataclass(frozen=True)
class ObjectiveRow:
    """A result to be achieved; ``serves`` is a higher objective. No target: a gap the trace must show. ``why`` is what
    leadership said when it was set.
    """

    key: str
    title: str
    theme: str
    owner: str
    serves: str = ""
    target: TargetRow | None = None
    why: str = ""


@dataclass(frozen=True)
class ProcessRow:
    """A process with its one owner, and the indicators that tell how it does."""

    key: str
    name: str
    kind: str
    owner: str
    purpose: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandoverRow:
    """What one process gives and another needs; an empty end is the customer."""

    giver: str
    taker: str
    what: str


@dataclass(frozen=True)
class InitiativeRow:
    """What brings an objective nearer; ``done`` is empty while it runs."""

    objective: str
    title: str
    owner: str
    planned: date
    due: date
    done: date | None = None
    outcome: str = ""


OBJECTIVES = (
    ObjectiveRow("away", "Passengers leave when we said", "punctual", "director", "",
                 TargetRow("DEP-ALL", CENTRAL, 82)),
    ObjectiveRow("away_ewr", "On time at EWR", "punctual", "ewr", "away", TargetRow("DEP", "EWR", 78)),
    ObjectiveRow("away_jfk", "On time at JFK", "punctual", "jfk", "away", TargetRow("DEP", "JFK", 84)),
    ObjectiveRow("away_lga", "On time at LGA", "punctual", "lga", "away", TargetRow("DEP", "LGA", 87)),
    ObjectiveRow("first", "The day starts on time at EWR", "punctual", "ewr", "away_ewr",
                 TargetRow("FIRST", "EWR", 92)),
    ObjectiveRow("evening", "Short evenings at JFK", "short", "jfk", "away_jfk",
                 TargetRow("EVENING", "JFK", 15)),
    ObjectiveRow("long", "Fewer waits of two hours", "short", "operations", "", TargetRow("LONG", "LGA", 15)),
    ObjectiveRow("fly", "We fly what we sell", "dependable", "operations", "",
                 TargetRow("CANCEL", "LGA", 1.5)),
    ObjectiveRow("fly_ewr", "A winter without mass cancellations at EWR", "dependable", "winter", "fly",
                 TargetRow("CANCEL", "EWR", 1.5)),
    ObjectiveRow("arrive", "Passengers arrive when promised from LGA", "punctual", "lga", "away",
                 TargetRow("ARR", "LGA", 83)),
    ObjectiveRow("gate_lga", "No time lost after the gate at LGA", "short", "lga", "away_lga",
                 TargetRow("LOST", "LGA", -5)),
    ObjectiveRow("catch_up", "Late flights catch up from EWR", "short", "ewr", "away_ewr",
                 TargetRow("RECOVER", "EWR", 36)),
    ObjectiveRow("land", "Passengers land where they meant to", "dependable", "control", "fly",
                 TargetRow("DIVERT", "LGA", 2)),
    ObjectiveRow("stay", "Carriers renew with us", "partner", "carriers"),
)  # fmt: skip

# Set on the evening of the year's last review. The wish is easily understood; of JFK's 51 weeks two met it. So the
# product calls it out of reach without a change and asks for a decision, which nobody has taken yet.
RAISED = ObjectiveRow(
    "first_jfk", "The day starts at JFK as in LGA's best weeks", "punctual", "jfk", "away_jfk",
    TargetRow("FIRST", "JFK", 97),
    "In the best weeks of its autumn 97 to 99 in 100 of LGA's first wave left on time. JFK shall do so, too.",
)  # fmt: skip

INITIATIVES = (
    InitiativeRow("first", "Tow out the night before, stand by stand", "duty_ewr", date(2013, 5, 6), date(2013, 9, 30),
                  date(2013, 9, 24), "Nineteen of 22 stands are set the evening before."),
    InitiativeRow("stay", "Ask every carrier what it would leave us for", "carriers", date(2013, 9, 16),
                  date(2013, 12, 13)),
    InitiativeRow("away_jfk", "One plan for the evening bank with the tower", "jfk", date(2013, 10, 21),
                  date(2014, 2, 28)),
)  # fmt: skip

PROCESSES = (
    ProcessRow("steer", "Steer the company", "leading", "director",
               "Set direction, look at results, decide, check what came of it."),
    ProcessRow("plan", "Plan the season", "core", "planner",
               "Turn carriers' wishes and the airports' slots into a plan that can be flown.", ("FLOWN",)),
    ProcessRow("prepare", "Prepare the day", "core", "operations",
               "Have stands, crews and equipment in place before the first departure.", ("FIRST",)),
    ProcessRow("turn", "Turn round and dispatch", "core", "operations",
               "Get the aircraft ready, closed and off the gate on time.",
               ("DEP", "DEP-ALL", "ARR", "LOST", "RECOVER")),
    ProcessRow("disrupt", "Manage disruption", "core", "control",
               "Keep delays short and promises kept when the plan breaks.",
               ("CANCEL", "LONG", "EVENING", "DIVERT")),
    ProcessRow("winter", "Watch weather and de-ice", "supporting", "winter",
               "Warn in time; send no aircraft off with ice.", ("WEATHER",)),
    ProcessRow("carriers", "Work with carriers", "supporting", "carriers",
               "Agree what carriers need and show them what they got.", ("CARRIER",)),
    ProcessRow("improve", "Improve", "supporting", "quality",
               "See that problems reach someone, causes are removed and effects are proved."),
)  # fmt: skip

HANDOVERS = (
    HandoverRow("", "plan", "Where and when people want to fly"),
    HandoverRow("carriers", "plan", "Wishes for the season"),
    HandoverRow("steer", "plan", "Objectives and means"),
    HandoverRow("plan", "prepare", "Plan of the week"),
    HandoverRow("prepare", "turn", "Stands, crews and equipment at the gate"),
    HandoverRow("winter", "disrupt", "Weather warning by 16:00 the day before"),
    HandoverRow("winter", "turn", "Aircraft free of ice"),
    HandoverRow("turn", "disrupt", "Flight that cannot leave on time"),
    HandoverRow("disrupt", "prepare", "Recovery plan for the next morning"),
    HandoverRow("turn", "carriers", "Record of each departure"),
    HandoverRow("disrupt", "improve", "Report of each disrupted day"),
    HandoverRow("improve", "steer", "What changed, what was tried, what it did"),
    HandoverRow("turn", "", "Passengers on their way on time"),
    HandoverRow("disrupt", "", "Another way to go, and word of it in time"),
)

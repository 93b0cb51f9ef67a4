"""The issues of the demo company's year: origins, causes, actions, and the series that must prove them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ActionRow:
    """A task; ``moved`` lists (day it was moved, new due date, why); not done yet when ``done`` is empty.
    ``decided`` names the decision that brings the action; without one it comes straight from the issue.

    ``proof`` is the series (indicator, unit, part) that should move, judged on ``verify``; without it the
    action is a containment or a correction, which removes the trouble and not its cause.
    """

    title: str
    kind: str
    owner: str
    planned: date
    due: date
    done: date | None = None
    moved: tuple[tuple[date, date, str], ...] = ()
    proof: tuple[str, str, str] | None = None
    verify: date | None = None
    decided: str = ""


@dataclass(frozen=True)
class IssueRow:
    """One issue; ``reported`` is empty where a signal opens it (see answers.py), at the latest on ``latest``: then
    its owner reports it, for no story waits for statistics.

    ``whys`` is the five-whys tree as a chain from effect to cause, named on ``cause_on``. It is closed on
    ``closed`` with its lesson if nothing waits for proof, and what is serious with the risk that it was (``foreseen``);
    ``again`` names the issue that came back; ``notes`` are (day, who, text) written later.
    """

    key: str
    title: str
    kind: str
    unit: str
    owner: str
    text: str
    severity: str
    due: date
    reporter: str = ""
    reported: date | None = None
    whys: tuple[str, ...] = ()
    cause_on: date | None = None
    actions: tuple[ActionRow, ...] = ()
    closed: date | None = None
    lesson: str = ""
    again: str = ""
    notes: tuple[tuple[date, str, str], ...] = ()
    latest: date | None = None
    foreseen: str = ""


CONTAIN, CORRECT, REMOVE = "containment", "correction", "corrective"
SLIGHT, SERIOUS, GRAVE = "slight", "serious", "grave"


def _on(month: int, day: int, year: int = 2013) -> date:
    return date(year, month, day)


ISSUES = (
    IssueRow(
        "blizzard", "Blizzard: half of two days' departures not flown", "incident", "NYC", "control",
        "On 8 and 9 February 865 of 1,614 departures were not flown: 310 at EWR, 301 at JFK, 254 at LGA.",
        GRAVE, _on(3, 31, 2014), "control", _on(2, 11),
        ("Half of two days was cancelled", "Crews and aircraft stood in the wrong places on 10 February",
         "Cancellations were decided flight by flight on the day", "Nobody decides the evening before",
         "The winter plan ends at clearing snow"),
        _on(3, 8),
        (
            ActionRow("Rebooking desk in the central office", CONTAIN, "control", _on(2, 11), _on(2, 12),
                      _on(2, 12)),
            ActionRow("Storm procedure: decide by 18:00 the day before", REMOVE, "control", _on(3, 8),
                      _on(3, 29), _on(4, 26), ((_on(3, 27), _on(4, 26), "Two stations want to read it first."),),
                      ("CANCEL", "EWR", ""), _on(7, 8)),
        ),
    ),
    IssueRow(
        "idea", "List of first-wave readiness at 04:45", "idea", "EWR", "ewr",
        "If the ramp had one list of what is missing at 04:45, the first tow would not be late.",
        SLIGHT, _on(7, 31), "duty_ewr", _on(3, 18), (), None,
        (
            ActionRow("Readiness list and crew for the first wave", REMOVE, "ewr", _on(4, 11), _on(4, 29),
                      _on(4, 29), (), ("FIRST", "EWR", ""), _on(7, 8), "first_wave"),
        ),
        _on(7, 12), "Change one thing at a time, and in a season that does not change everything with it.",
    ),
    IssueRow(
        "envoy", "Envoy's departures at EWR fell after March", "nonconformity", "EWR", "carriers",
        "82 of 100 on time until the first week of April, 40 in the week of 8 April.",
        SERIOUS, _on(10, 31), "", None,
        ("First departures leave late", "Their aircraft arrive late the evening before",
         "No spare aircraft at EWR"),
        _on(7, 5),
        (
            ActionRow("Spare aircraft for the mornings agreed with Envoy", REMOVE, "carriers", _on(7, 11),
                      _on(7, 29), _on(7, 29), (), ("CARRIER", "EWR", "MQ"), _on(9, 30), "mq_plan"),
        ),
        _on(10, 11), "Ask for the carrier's own numbers in the first week, not in the eleventh.",
        latest=_on(7, 4), foreseen="regional",
    ),
    IssueRow(
        "southwest", "Southwest late at EWR and LGA together", "nonconformity", "NYC", "carriers",
        "The same carrier fell in the same weeks at two airports; the other carriers there fell less.",
        SERIOUS, _on(1, 31, 2014), "", None,
        ("Southwest leaves late at two airports", "Turnarounds take longer than agreed",
         "The agreed time dates from smaller aircraft"),
        _on(6, 7),
        (
            ActionRow("Revise the agreed turnaround time", REMOVE, "carriers", _on(6, 7), _on(6, 21),
                      _on(7, 26), ((_on(6, 19), _on(6, 28), "Southwest asks for a week."),
                       (_on(6, 27), _on(7, 26), "Still no answer from Southwest.")),
                      ("CARRIER", "LGA", "WN"), _on(9, 30)),
            ActionRow("New terms with a shared target", REMOVE, "carriers", _on(10, 10), _on(10, 28),
                      _on(10, 28), (), ("CARRIER", "EWR", "WN"), None, "wn_terms"),
        ),
        latest=_on(6, 5),
    ),
    IssueRow(
        "diverted", "More diverted flights than in the winter", "nonconformity", "NYC", "control",
        "From LGA 7.3 in 1\u202f000 in the week of 8 April, 2.4 in the first quarter.",
        SERIOUS, _on(11, 29), "", None,
        ("Flights meet closed routes", "They leave without an agreed alternate"), _on(5, 31),
        (
            ActionRow("Agree alternates with the carriers before storm days", REMOVE, "control", _on(5, 31),
                      _on(9, 27), None, ((_on(9, 26), _on(11, 29), "Three carriers have not answered."),),
                      ("DIVERT", "LGA", ""), None),
        ),
        latest=_on(5, 29),
    ),
    IssueRow(
        "summer", "Summer storms: one cause at three airports", "nonconformity", "NYC", "operations",
        "On 24, 25, 28 and 30 June more than 100 in 1\u202f000 departures were two hours late at all three "
        "airports at once. It had 2, 9 and 0 hours of hard weather there: storms stood on the routes.",
        GRAVE, _on(6, 30, 2014), "", None,
        ("Delays of two hours at three airports on the same days", "Departure routes close together",
         "Three stations queue flights for the same routes", "Nobody orders the three queues"),
        _on(7, 9),
        (
            ActionRow("Water and seats for those who wait", CONTAIN, "operations", _on(7, 1), _on(7, 5),
                      _on(7, 4)),
            ActionRow("One storm desk for the three airports", REMOVE, "control", _on(7, 11), _on(7, 22),
                      _on(7, 22), (), ("LONG", "LGA", ""), _on(9, 30), "shared_desk"),
            ActionRow("Standby crew for JFK's evenings", REMOVE, "jfk", _on(7, 11), _on(7, 29),
                      _on(7, 29), (), ("EVENING", "JFK", ""), _on(9, 30), "evening_crew"),
        ),
        notes=((_on(7, 30), "operations", "Eleven such days by 28 July: 80 in 1\u202f000 or more at each."),),
        latest=_on(7, 3),
    ),
    IssueRow(
        "silence", "Nobody told the passengers at LGA", "complaint", "LGA", "lga",
        "On 22 July 85 departures were cancelled at LGA; people waited two hours without a word.",
        SLIGHT, _on(8, 23), "duty_lga", _on(7, 23),
        ("No word for two hours", "The announcement waits for the desk"), _on(7, 30),
        (
            ActionRow("Letter to those who complained", CORRECT, "lga", _on(7, 24), _on(8, 2),
                      _on(7, 31)),
        ),
        _on(8, 16), "Say what you know every 30 minutes, also when it is nothing new.",
    ),
    IssueRow(
        "winter", "Winter cancellations again", "incident", "NYC", "winter",
        "At EWR 119 departures were cancelled in the week of 2 December, 250 in the week of 9 December.",
        GRAVE, _on(3, 31, 2014), "", None, (), None,
        (
            ActionRow("Review of the storm days with all three stations", CORRECT, "winter", _on(12, 19),
                      _on(1, 17, 2014)),
        ),
        None, "", "blizzard",
        latest=_on(12, 18),
    ),
    IssueRow(
        "mornings", "Mornings start late at EWR", "nonconformity", "NYC", "ewr",
        "First wave on time at EWR: 88 to 89 % in the three weeks from 18 November, 94 % in the two before.",
        SERIOUS, _on(2, 28, 2014), latest=_on(12, 30),
    ),
    # The same troubles in two places: what EWR and LGA did never reached JFK.
    IssueRow(
        "tug_ewr", "Only one tug for gates 70 to 76", "nonconformity", "EWR", "ewr",
        "The second tug is in repair; in the first wave aircraft wait for each other at six gates.",
        SLIGHT, _on(11, 29), "duty_ewr", _on(11, 4),
        ("Aircraft wait for the tug", "No spare is hired while a tug is in repair"), _on(11, 6),
        (
            ActionRow("Hire a spare tug as soon as one goes to repair", CORRECT, "ewr", _on(11, 6), _on(11, 15),
                      _on(11, 13)),
        ),
        _on(11, 20), "A tug in repair is known for days: hire the spare on the first of them.",
    ),
    IssueRow(
        "silence_jfk", "Nobody told the passengers at JFK", "complaint", "JFK", "jfk",
        "On the evening of 10 December people waited two hours at two gates without a word.",
        SLIGHT, _on(1, 31, 2014), "duty_jfk", _on(12, 11),
        ("No word for two hours", "The announcement waits for the desk"), _on(12, 13),
    ),
    # Reported the day before the story's today: nobody has looked at it yet.
    IssueRow(
        "tug", "One tug for gates 20 to 26", "nonconformity", "JFK", "jfk",
        "The second tug is in repair since Friday; in the first wave aircraft wait for each other.",
        SLIGHT, _on(1, 31, 2014), "duty_jfk", _on(1, 6, 2014),
    ),
)  # fmt: skip

"""What the demo company fears and hopes: risks, opportunities, their ratings at their dates, signs, and answers.

The estimates are invented, as are the people who make them; what a basis tells of days and departures is real. Each
text says only what the data showed by then. Losses are counted in departures not flown or two hours late or more.
"""

from dataclasses import dataclass
from datetime import date

UNIT_OF_LOSS = "departures"
APPETITE_SET = date(2013, 4, 12)
APPETITE_LINE = ((500.0, 0.9), (2_000.0, 0.5), (5_000.0, 0.1), (10_000.0, 0.01))
APPETITE_WHY = "First appetite, after the review of the first quarter: half a week lost is borne every other year."


@dataclass(frozen=True)
class Rating:
    """A level of likelihood and one of consequence, on a day, with what it rests on."""

    on: date
    likelihood: int
    impact: int
    basis: str = ""


@dataclass(frozen=True)
class Ranges:
    """An estimate on a day: times a year, and departures lost or won each time, each as low and high."""

    on: date
    often: tuple[float, float]
    loss: tuple[float, float]
    basis: str = ""


@dataclass(frozen=True)
class Sign:
    """A series (indicator, unit, part) that is watched: to the worse, or above (+1) or below (−1) a level."""

    series: tuple[str, str, str]
    level: float | None = None
    side: int = 0


@dataclass(frozen=True)
class Reply:
    """What the owner answers to a warning of these days, so many days after it.

    ``deed`` is accept, act or decline; ``text`` the reason or the action's title; ``days`` after which the action is
    due or the acceptance ends, ``done`` days after which the action was done (0: not yet).
    """

    since: date
    until: date
    deed: str
    text: str
    days: int = 0
    done: int = 0
    after_days: int = 2


@dataclass(frozen=True)
class PerilRow:
    """One risk; ``born`` is the issue it came from. ``accepted`` is (day, who, until, why); ``closed`` (day, why).
    ``shares`` is what may strike it together with others: the title of a context issue, or CLIMATE_CHANGE.
    """

    key: str
    title: str
    cause: str
    consequence: str
    unit: str
    owner: str
    on: date
    look: date
    processes: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    born: str = ""
    ratings: tuple[Rating, ...] = ()
    estimates: tuple[Ranges, ...] = ()
    signs: tuple[Sign, ...] = ()
    replies: tuple[Reply, ...] = ()
    accepted: tuple[date, str, date, str] | None = None
    closed: tuple[date, str] | None = None
    shares: str = ""


@dataclass(frozen=True)
class HopeRow:
    """One opportunity; ``plan`` is (day, title, who, due, done or None); ``ended`` (day, realise or drop, why)."""

    key: str
    title: str
    cause: str
    consequence: str
    unit: str
    owner: str
    on: date
    look: date
    objectives: tuple[str, ...]
    ratings: tuple[Rating, ...] = ()
    plan: tuple[date, str, str, date, date | None] | None = None
    ended: tuple[date, str, str] | None = None
    estimates: tuple[Ranges, ...] = ()


ACCEPT, ACT, DECLINE = "accept", "act", "decline"
CLIMATE_CHANGE, SKY = "climate", "Three airports share one sky"


def _on(month: int, day: int, year: int = 2013) -> date:
    return date(year, month, day)


FIRST = _on(4, 15)

RISKS = (
    PerilRow(
        "winter", "A winter storm takes two days", "Cancellations are decided flight by flight on the day, and the "
        "winter plan ends at clearing snow.", "Half of the departures are not flown; crews and aircraft stand in the "
        "wrong places the day after.", "NYC", "winter", FIRST, _on(10, 1), ("disrupt", "winter"), ("fly", "fly_ewr"),
        "blizzard",
        (Rating(FIRST, 4, 4, "8 and 9 February: 865 of 1,614 departures not flown."),
         Rating(_on(7, 15), 4, 3, "The storm procedure decides the evening before; no winter has tried it yet."),
         Rating(_on(12, 20), 4, 4, "EWR: 119 cancelled in the week of 2 December, 250 in the week after.")),
        (Ranges(_on(4, 18), (0.5, 3.0), (150.0, 1_800.0), "The blizzard, and 188 cancelled at LGA from 6 to 8 March."),
         Ranges(_on(12, 20), (0.8, 4.0), (150.0, 1_500.0), "Two more weeks of December; the procedure shortens them.")),
        (Sign(("CANCEL", "EWR", ""), 4.5, 1),),
        (Reply(_on(4, 15), _on(9, 30), DECLINE, "A storm of the warm season, not snow: it has a risk of its own."),
         Reply(_on(12, 9), _on(12, 15), ACT, "Decide by 18:00 for the whole of the next day", 50)),
        shares=CLIMATE_CHANGE,
    ),
    PerilRow(
        "summer", "Thunderstorms block the shared departure routes", "The routes of the three airports lie close "
        "together, and each station queues for them on its own.", "More than one in ten departures is two hours late, "
        "at all three airports on the same days.", "NYC", "operations", FIRST, _on(6, 30), ("disrupt",),
        ("long", "away"), "",
        (Rating(FIRST, 4, 3, "Every summer; nobody has counted it yet."),
         Rating(_on(7, 12), 5, 4, "24, 25, 28 and 30 June: more than 100 in 1,000 two hours late at each airport."),
         Rating(_on(10, 11), 4, 4, "Whether the storm desk or the end of the season did it cannot be told.")),
        (Ranges(_on(7, 15), (4.0, 15.0), (80.0, 350.0), "Four such days in June."),
         Ranges(_on(10, 11), (6.0, 20.0), (80.0, 350.0), "Eleven such days by 28 July.")),
        (Sign(("LONG", "LGA", "")), Sign(("LONG", "LGA", ""), 50.0, 1)),
        (Reply(FIRST, _on(5, 15), DECLINE, "The hard days of 18 and 19 April, at all stations."),
         Reply(_on(5, 16), _on(5, 31), ACCEPT, "23 May was the first of the season; borne until more is known.", 35),
         Reply(_on(6, 1), _on(7, 5), ACT, "One plan for the routes before the next summer", 330),
         Reply(_on(7, 6), _on(9, 1), DECLINE, "It is the change that is worked on already.")),
        shares=SKY,
    ),
    PerilRow(
        "regional", "A regional carrier cannot keep its mornings", "Its first aircraft come in late the evening "
        "before, and it keeps no spare at EWR.", "Its passengers wait; its gates are not free for others.", "EWR",
        "carriers",        _on(4, 22), _on(7, 31), ("carriers", "turn"), ("away_ewr",), "",
        (Rating(_on(4, 22), 4, 2, "40 of 100 Envoy departures on time in the week of 8 April, 82 before."),
         Rating(_on(10, 14), 3, 2, "A spare aircraft stands ready since 29 July.")),
        (Ranges(_on(4, 24), (1.0, 6.0), (10.0, 60.0)),),
        (Sign(("CARRIER", "EWR", "MQ"), 55.0, -1),),
        (Reply(_on(4, 22), _on(6, 20), ACT, "Ask the carrier for its numbers each Monday", 30, 21),
         Reply(_on(6, 21), _on(11, 30), DECLINE, "Its numbers come each Monday; a spare aircraft is being agreed.")),
    ),
    PerilRow(
        "alternate", "Flights leave without an agreed alternate", "Alternates are agreed on the day, by telephone.",
        "Passengers land where they did not want to be.", "NYC", "control", FIRST, _on(9, 30), ("disrupt",),
        ("land",), "",
        (Rating(FIRST, 3, 3),),
        (),
        (Sign(("DIVERT", "LGA", ""), 8.0, 1),),
        (Reply(FIRST, _on(5, 15), DECLINE, "The hard days of 18 and 19 April; one week."),
         Reply(_on(5, 16), _on(5, 31), DECLINE, "The storm of 23 May, one day."),
         Reply(_on(6, 1), _on(12, 31), DECLINE, "The carriers were asked for alternates; it says nothing new.")),
        shares=SKY,
    ),
    PerilRow(
        "deice", "De-icing fluid runs out in a long freeze", "One supplier, and stock for three days.",
        "No departure until the lorry comes.", "NYC", "winter", _on(4, 16), _on(11, 1), ("winter",), ("fly",), "",
        (Rating(_on(4, 16), 2, 4), Rating(_on(11, 4), 1, 4, "A second supplier has signed.")),
        (Ranges(_on(4, 18), (0.05, 0.4), (100.0, 900.0), "It has not happened; one winter in five seems right."),
         Ranges(_on(11, 4), (0.02, 0.15), (100.0, 900.0))),
        shares=CLIMATE_CHANGE,
    ),
    PerilRow(
        "evening", "Evening crews at JFK run out of hours", "A late day pushes the evening bank into the night.",
        "The last departures are cancelled, and the first ones of the morning have no crew.", "JFK", "jfk",
        _on(4, 17), _on(9, 1), ("disrupt", "prepare"), ("evening",), "",
        (Rating(_on(4, 17), 4, 3), Rating(_on(9, 2), 3, 3, "A standby crew since 29 July.")),
        (Ranges(_on(4, 19), (2.0, 10.0), (10.0, 80.0)),),
        (Sign(("EVENING", "JFK", ""), 40.0, 1),),
        (Reply(_on(4, 17), _on(7, 20), ACT, "Standby list for the evening bank", 40, 33),
         Reply(_on(7, 21), _on(12, 1), DECLINE, "The standby crew covered it; nobody ran out of hours.")),
        shares=SKY,
    ),
    PerilRow(
        "power", "The systems of a terminal fail", "Check-in, gates and screens hang on one feed.",
        "A terminal stands still for half a day.", "NYC", "control", _on(4, 16), _on(12, 31), ("turn", "disrupt"),
        ("away",), "",
        (Rating(_on(4, 16), 1, 5),),
        (Ranges(_on(4, 18), (0.05, 0.3), (150.0, 900.0), "Never in three years; other airports had it."),),
        (), (),
        (_on(5, 13), "director", _on(6, 30, 2014), "A second feed costs more than it would save in ten years."),
    ),
    PerilRow(
        "tugs", "One tug serves seven gates at JFK", "The second tug is old and often in repair.",
        "In the first wave aircraft wait for each other.", "JFK", "jfk", _on(9, 9), _on(3, 31, 2014), ("prepare",),
        ("away_jfk",), "",
        (Rating(_on(9, 9), 4, 1),), (), (), (),
        (_on(9, 10), "jfk", _on(3, 31, 2014), "A tug can be rented by the hour."),
    ),
    PerilRow(
        "move", "A carrier moves its slots to another airport", "Terms end in 2014, and nobody knows what each carrier "
        "would leave us for.", "Fewer departures, and stands that are paid for and empty.", "NYC", "carriers",
        _on(12, 16), _on(1, 31, 2014), ("carriers", "plan"), ("stay",),
    ),
    PerilRow(
        "late_data", "Records come too late to steer by", "Measurements were brought in by hand.",
        "A change is seen weeks after it began.", "NYC", "quality", _on(4, 16), _on(9, 30), ("improve",), (), "",
        (Rating(_on(4, 16), 3, 2),), (), (), (), None,
        (_on(9, 30), "Every Monday has brought its week since January; no series was late."),
    ),
)  # fmt: skip

HOPES = (
    HopeRow(
        "training", "Train for the winter in the calm weeks of autumn", "From September on delays were the lowest of "
        "the year, at all three stations.", "Crews know the storm procedure before the first snow.", "NYC",
        "winter",         _on(10, 14), _on(11, 15), ("fly_ewr",),
        (Rating(_on(10, 14), 4, 3),),
        (_on(10, 15), "Two evenings of storm training at each station", "winter", _on(11, 22), _on(11, 20)),
        (_on(11, 25), "realise", "All duty managers and two thirds of the crews took part."),
    ),
    HopeRow(
        "desk", "Offer the storm desk to carriers as a service", "Three carriers ask the desk for advice already.",
        "Fewer surprises for both, and a reason to stay.", "NYC", "carriers", _on(11, 18), _on(2, 28, 2014), ("stay",),
        (Rating(_on(11, 18), 3, 3),),
        estimates=(Ranges(_on(11, 20), (3.0, 12.0), (4.0, 40.0),
                          "Three carriers: how many flights a day's notice would have saved them in a storm."),),
    ),
)  # fmt: skip

NOT_KNOWN = "not known"
# Which risk an issue was: (issue, risk or "" where none stood there or NOT_KNOWN, day, who says so). What is closed
# says it then (see troubles.py); others nobody has matched yet.
HAPPENED = (
    ("blizzard", "", _on(4, 16), "quality"),
    ("southwest", "", _on(6, 17), "quality"),
    ("summer", "summer", _on(7, 12), "operations"),
    ("diverted", NOT_KNOWN, _on(9, 27), "control"),
    ("winter", "winter", _on(12, 20), "winter"),
)

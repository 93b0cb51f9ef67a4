"""The leadership of the demo company meets each quarter and decides; forecasts come before outcomes."""

from dataclasses import dataclass
from datetime import date

from pilothouse.reviews.models import Rating

TODAY = date(2014, 1, 7)


@dataclass(frozen=True)
class ReviewRow:
    """A quarterly review: who was present, who sent somebody, who was missing; what top management concluded of the
    system when it signed the pack, and what it found `missing`.
    """

    key: str
    title: str
    on: date
    present: tuple[str, ...]
    summary: str
    delegated: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    effective: Rating = Rating.YES
    missing: str = ""

    @property
    def concluded(self) -> dict[str, Rating]:
        """The four ratings of the signature; only one of them was ever in doubt."""
        return {**dict.fromkeys(("suitable", "adequate", "aligned"), Rating.YES), "effective": self.effective}


@dataclass(frozen=True)
class DecisionRow:
    """A choice with its forecast: ``effect`` is signed, in the indicator's unit of measure.

    ``effect_from`` is by when it is to be carried out and should bite, ``judge_on`` when its verdict is due;
    ``carried`` the day its owner said that it was, in a line ``how``, where no action carries it out (troubles.py);
    ``about`` the key of the issue it answers, if any; ``rests_on`` further series that were looked at, kept with it
    as they stood; ``dissent`` who saw it otherwise, and why; ``serves`` the key of an objective that it is tied to,
    where its numbers do not lead there by themselves. The ``conclusion`` is the one line a person adds to the computed
    verdict.
    """

    key: str
    review: str
    title: str
    options: tuple[str, ...]
    chosen: int
    reason: str
    owner: str
    series: tuple[str, str, str]
    effect: float
    effect_from: date
    judge_on: date
    confidence: int
    about: str = ""
    conclusion: str = ""
    carried: date | None = None
    how: str = ""
    dissent: str = ""
    rests_on: tuple[tuple[str, str, str], ...] = ()
    serves: str = ""


ALL = ("director", "operations", "quality", "planner", "control", "winter", "carriers", "ewr", "jfk", "lga")


def _but(*away: str) -> tuple[str, ...]:
    return tuple(person for person in ALL if person not in away)


REVIEWS = (
    ReviewRow("Q1", "Business review, first quarter", date(2013, 4, 11), ALL,
              "The blizzard showed that nobody decides the evening before a storm. Limits stand from today; "
              "every decision carries its forecast."),
    ReviewRow("Q2", "Business review, second quarter", date(2013, 7, 11), _but("lga"),
              "The worst days were the same days at all three airports: one cause, one answer.",
              (("lga", "duty_lga"),)),
    ReviewRow("Q3", "Business review, third quarter", date(2013, 10, 10), _but("director", "jfk"),
              "September is better nearly everywhere, with our deeds and without them: a better number "
              "alone does not prove a deed.",
              (("jfk", "duty_jfk"),), ("director",)),
    ReviewRow("Q4", "Business review, the year", date(2014, 1, 6), ALL,
              "What we did came with the seasons and can hardly be told from them. From now on one station "
              "goes without, so that we can compare.",
              effective=Rating.PARTLY, missing="Most of what we did cannot be told from the seasons."),
)  # fmt: skip

# The round that holds all of them: how well it judges is counted for it.
FORUM = "Quarterly business review"

# Called on the day of the last review: leadership's next look lies ahead of the story's today.
NEXT_REVIEW = ("Business review, first quarter 2014", date(2014, 4, 10))

DECISIONS = (
    DecisionRow(
        "first_wave", "Q1", "A crew for the first wave at EWR",
        ("Leave it", "Second crew from 04:30", "Move ten departures past 08:00"), 1,
        "Half of the late mornings begin with one late tow; the list of the ramp team costs nothing.",
        "ewr", ("FIRST", "EWR", ""), 3, date(2013, 4, 29), date(2013, 7, 1), 70, "idea",
        "A little better than the winter, no more than weeks vary; what the crew adds cannot be seen yet.",
    ),
    DecisionRow(
        "storm_desk", "Q1", "Decide cancellations the evening before a storm",
        ("Station by station", "One storm desk for all three", "Buy more snow equipment"), 1,
        "On 8 and 9 February three stations cancelled 865 of 1,614 departures, each on its own.",
        "control", ("CANCEL", "EWR", ""), -1, date(2013, 4, 29), date(2013, 7, 1), 60, "blizzard",
        "No storm of that size came since; the numbers neither prove nor disprove the desk.",
        date(2013, 4, 26), "Desk, phone list and the evening call stand.",
        "Station manager JFK: the desk does not know my stands; I would keep the last word at the station.",
        (("CANCEL", "JFK", ""), ("CANCEL", "LGA", "")),
    ),
    DecisionRow(
        "buffers_lga", "Q1", "Five minutes of buffer on late rotations at LGA",
        ("No change", "Five minutes on 14 rotations", "Fewer departures after 17:00"), 1,
        "From LGA 83 in a hundred left on time in the first quarter, 79 arrived on time.",
        "planner", ("ARR", "LGA", ""), 3, date(2013, 4, 29), date(2013, 7, 1), 60, "",
        "The spring was harder than the winter; the buffers did not show.",
        date(2013, 4, 29), "In the plan for 14 rotations.",
    ),
    DecisionRow(
        "mq_plan", "Q2", "A spare aircraft for Envoy's mornings at EWR",
        ("Wait for the autumn", "Ask Envoy for a spare aircraft", "Give two slots back"), 1,
        "Envoy's departures at EWR fell from 82 to 63 in a hundred, no other carrier's there so far.",
        "carriers", ("CARRIER", "EWR", "MQ"), 8, date(2013, 7, 29), date(2013, 9, 30), 60, "envoy",
        "Better than in spring; still below January to March.",
        serves="away_ewr",
    ),
    DecisionRow(
        "evening_crew", "Q2", "A standby crew for JFK's evenings",
        ("Overtime as needed", "Standby crew 17:00 to 22:00", "Thin out the bank at 19:00"), 1,
        "The delays of the day land in the evening: 32 minutes on average since mid April.",
        "jfk", ("EVENING", "JFK", ""), -8, date(2013, 7, 29), date(2013, 9, 30), 70, "summer",
        "Evenings became shorter at all three stations, also where no crew was added.",
    ),
    DecisionRow(
        "shared_desk", "Q2", "One desk runs storm days for all three airports",
        ("Each station for itself", "One desk in the central office", "Three desks and a daily call"), 1,
        "The worst days were the same days at all three: it is one cause and needs one answer.",
        "control", ("LONG", "LGA", ""), -15, date(2013, 7, 22), date(2013, 9, 30), 65, "summer",
        "Fewer long waits, but the storms ended too; the two cannot be told apart.",
    ),
    DecisionRow(
        "wn_terms", "Q3", "New turnaround terms with Southwest",
        ("Keep talking", "Terms with a shared target", "End the contract at EWR"), 1,
        "The first action cannot be shown to have helped; turnarounds still take longer than agreed.",
        "carriers", ("CARRIER", "EWR", "WN"), 6, date(2013, 10, 28), date(2013, 12, 30), 55, "southwest",
        "No gain by December, at either airport.",
    ),
    DecisionRow(
        "deicing", "Q3", "A second de-icing team at EWR from November",
        ("As last winter", "Second team 1 November to 31 March", "Hire when it snows"), 1,
        "EWR cancelled most in February; de-icing was the queue.",
        "winter", ("CANCEL", "EWR", ""), -1, date(2013, 11, 4), TODAY, 50, "blizzard", "",
        date(2013, 11, 1), "Second team and truck on the apron.",
    ),
    DecisionRow(
        "end_crew", "Q3", "End the standby crew at JFK",
        ("Keep it through the winter", "End it on 20 October", "Halve it"), 1,
        "Evenings became shorter where no crew was added, too. If they suffer without it, it comes back.",
        "jfk", ("EVENING", "JFK", ""), 0, date(2013, 10, 21), date(2013, 12, 30), 80, "summer",
        "Evenings did not suffer until the storms of December.",
        date(2013, 10, 21), "The last evening was the 20th.",
        "Duty manager JFK: one summer proves nothing either way; keep the crew until a winter has been seen.",
        (("EVENING", "EWR", ""), ("EVENING", "LGA", "")),
    ),
    DecisionRow(
        "queue_lga", "Q3", "Push back at LGA only when the queue is short",
        ("Push back when ready", "Hold at the gate for a slot", "Ask for more slots"), 1,
        "Minutes lost after the gate burn fuel and patience.",
        "lga", ("LOST", "LGA", ""), -2, date(2013, 10, 28), date(2013, 12, 30), 60, "",
        "More minutes lost than before: holding at the gate did not shorten the queue.",
        date(2013, 10, 31), "Slots are given at the gate.",
    ),
    DecisionRow(
        "trial", "Q4", "Try the storm desk at EWR alone until June",
        ("Keep it everywhere", "Stop it everywhere", "Run it at EWR; JFK and LGA go on without"), 2,
        "What we did came with the seasons and cannot be told from them. A station to compare changes that.",
        "control", ("LONG", "EWR", ""), -8, date(2014, 1, 27), date(2014, 6, 30), 55, "summer",
    ),
    DecisionRow(
        "first_winter", "Q4", "Tow aircraft to the gate the evening before, at EWR",
        ("As now", "Tow by 23:00", "Start an hour earlier"), 1,
        "The first wave fell below 85 % in December.",
        "ewr", ("FIRST", "EWR", ""), 5, date(2014, 1, 20), date(2014, 3, 31), 65, "mornings",
    ),
)  # fmt: skip

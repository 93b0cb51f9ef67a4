"""The indicators of the demo company: what is measured at the airports, how, and by which query.

Each query (``sql/<code>.sql``) reads one table, ``flights`` or ``weather`` (the Parquet file so named), takes
``$until`` (a date) and returns only weeks that were over by then: all their days lie before it. Columns:
``indicator, unit, part, label, period``, then ``numerator, denominator`` (proportions, rates) or ``value``.

``unit`` is an airport's code (CENTRAL: all three together); where a unit has several series ``part`` is the
carrier's code and ``label`` its name, else both are empty; ``period`` is the Monday of the ISO week.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SQL = Path(__file__).resolve().parent / "sql"

AIRPORTS = {"EWR": "Newark Liberty", "JFK": "John F. Kennedy", "LGA": "LaGuardia"}
CENTRAL = "NYC"


class Kind(StrEnum):
    """What a measurement is made of."""

    VALUE = "value"
    COUNT = "count"
    PROPORTION = "proportion"
    RATE = "rate"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Indicator:
    """An operational definition; ``per`` turns numerator ÷ denominator into the unit of measure."""

    code: str
    name: str
    kind: Kind
    direction: Direction
    measured_in: str
    what: str
    numerator: str
    denominator: str
    exclusions: str
    source: str = "flights"
    per: int = 1

    @property
    def query(self) -> str:
        """The SQL that makes the measurements, as kept beside the program."""
        return (SQL / f"{self.code.lower()}.sql").read_text()

    @property
    def definition(self) -> str:
        """The whole operational definition as plain text, one sentence a line."""
        parts = (
            self.what,
            f"Numerator: {self.numerator}" if self.numerator else "",
            f"Denominator: {self.denominator}" if self.denominator else "",
            f"Left out: {self.exclusions}",
            "Period: the ISO week, Monday to Sunday, by scheduled date; only whole weeks.",
        )
        return "\n".join(part for part in parts if part)


DEPARTED = "departures that left the gate in the week."
CANCELLED_APART = "cancelled departures (they have an indicator of their own)."

INDICATORS = (
    Indicator(
        code="DEP",
        name="Departures on time",
        kind=Kind.PROPORTION,
        direction=Direction.UP,
        measured_in="%",
        per=100,
        what="Share of departures that leave the gate less than 15 minutes after the scheduled time.",
        numerator="departures with a delay below 15 minutes; early ones count as on time.",
        denominator=DEPARTED,
        exclusions=CANCELLED_APART,
    ),
    Indicator(
        code="DEP-ALL",
        name="Departures on time, all airports",
        kind=Kind.PROPORTION,
        direction=Direction.UP,
        measured_in="%",
        per=100,
        what="Share of departures of the three airports together that leave less than 15 minutes late.",
        numerator="departures with a delay below 15 minutes; early ones count as on time.",
        denominator=DEPARTED,
        exclusions=CANCELLED_APART,
    ),
    Indicator(
        code="CARRIER",
        name="Departures on time by carrier",
        kind=Kind.PROPORTION,
        direction=Direction.UP,
        measured_in="%",
        per=100,
        what="Share of a carrier's departures from the airport that leave less than 15 minutes late.",
        numerator="departures of the carrier with a delay below 15 minutes; early ones count as on time.",
        denominator="departures of the carrier that left the gate in the week.",
        exclusions="cancelled departures; carriers with fewer than 45 departures a week in January.",
    ),
    Indicator(
        code="FIRST",
        name="First wave on time",
        kind=Kind.PROPORTION,
        direction=Direction.UP,
        measured_in="%",
        per=100,
        what="Share of the morning's departures that leave less than 15 minutes late. "
        "A day that starts late stays late.",
        numerator="departures scheduled before 08:00 with a delay below 15 minutes.",
        denominator="departures scheduled before 08:00 that left the gate in the week.",
        exclusions=CANCELLED_APART,
    ),
    Indicator(
        code="CANCEL",
        name="Cancelled departures",
        kind=Kind.PROPORTION,
        direction=Direction.DOWN,
        measured_in="%",
        per=100,
        what="Share of scheduled departures that never left.",
        numerator="scheduled departures without a departure time.",
        denominator="departures scheduled in the week.",
        exclusions="nothing.",
    ),
    Indicator(
        code="LONG",
        name="Departures two hours late or more",
        kind=Kind.RATE,
        direction=Direction.DOWN,
        measured_in="per 1\u202f000 departures",
        per=1000,
        what="Departures that leave two hours or more after the scheduled time, per 1\u202f000 departures.",
        numerator="departures with a delay of 120 minutes or more.",
        denominator=DEPARTED,
        exclusions=CANCELLED_APART,
    ),
    Indicator(
        code="ARR",
        name="Arrivals on time",
        kind=Kind.PROPORTION,
        direction=Direction.UP,
        measured_in="%",
        per=100,
        what="Share of our departures that reach the gate at their destination less than 15 minutes "
        "after the scheduled time.",
        numerator="flights with an arrival delay below 15 minutes; early ones count as on time.",
        denominator="flights of the week that arrived at their destination.",
        exclusions="cancelled and diverted flights.",
    ),
    Indicator(
        code="RECOVER",
        name="Late departures that arrive on time",
        kind=Kind.PROPORTION,
        direction=Direction.UP,
        measured_in="%",
        per=100,
        what="Share of moderately late departures that still arrive less than 15 minutes late.",
        numerator="flights that left 15 to 44 minutes late and arrived less than 15 minutes late.",
        denominator="flights that left 15 to 44 minutes late and arrived at their destination.",
        exclusions="cancelled and diverted flights; departures 45 minutes late or more.",
    ),
    Indicator(
        code="DIVERT",
        name="Diverted flights",
        kind=Kind.RATE,
        direction=Direction.DOWN,
        measured_in="per 1\u202f000 departures",
        per=1000,
        what="Departures not recorded as arrived at their destination, per 1\u202f000 departures.",
        numerator="flights with a departure time and without an arrival delay.",
        denominator=DEPARTED,
        exclusions=CANCELLED_APART,
    ),
    Indicator(
        code="LOST",
        name="Minutes lost after the gate",
        kind=Kind.VALUE,
        direction=Direction.DOWN,
        measured_in="minutes",
        what="Mean of arrival delay less departure delay: taxiing, queueing and flying against plan. "
        "Below zero means time made up.",
        numerator="",
        denominator="",
        exclusions="cancelled and diverted flights.",
    ),
    Indicator(
        code="EVENING",
        name="Evening wait",
        kind=Kind.VALUE,
        direction=Direction.DOWN,
        measured_in="minutes",
        what="Mean departure delay of the evening, where the delays of the day add up. Early departures count as zero.",
        numerator="",
        denominator="",
        exclusions="cancelled departures; departures scheduled before 17:00 or from 21:00.",
    ),
    Indicator(
        code="FLOWN",
        name="Departures flown",
        kind=Kind.COUNT,
        direction=Direction.UP,
        measured_in="departures",
        what="Departures that left the gate: the size of the week's work.",
        numerator="",
        denominator="",
        exclusions=CANCELLED_APART,
    ),
    Indicator(
        code="WEATHER",
        name="Hours of hard weather",
        kind=Kind.COUNT,
        direction=Direction.DOWN,
        measured_in="hours",
        source="weather",
        what="Hours from 05:00 to 23:59 with visibility below 3 miles, 0.1 inch of rain or more, or gusts "
        "of 35 knots or more. Nobody steers it; it explains the others.",
        numerator="",
        denominator="",
        exclusions="hours without an observation.",
    ),
)

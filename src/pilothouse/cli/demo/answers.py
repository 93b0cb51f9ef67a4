"""How the demo's owners answer signals: the first row that fits a signal is the answer.

Each text says only what the data showed by then; who says it is invented. A row fits by indicator, unit and
part (empty: any), by side, and by the Monday on which the signal was raised, both ends included. A signal
that no row fits stays without an answer: silence that the bridge must show.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Deed(StrEnum):
    """What the owner does with a signal."""

    EXPLAIN = "explain"
    ISSUE = "issue"
    REBASE = "rebase"


BETTER, WORSE = "better", "worse"
FIRST_DAY, LAST_DAY = date(2013, 1, 1), date(2014, 1, 31)


@dataclass(frozen=True)
class AnswerRow:
    """One kind of answer; ``issue`` names the issue that is opened, or joined when it is open already."""

    deed: Deed
    text: str
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    side: str = ""
    since: date = FIRST_DAY
    until: date = LAST_DAY
    issue: str = ""
    after_days: int = 2

    def fits(self, indicator: str, unit: str, part: str, side: str, raised: date) -> bool:
        """Whether this row answers such a signal."""
        return (
            (not self.indicators or indicator in self.indicators)
            and (not self.units or unit in self.units)
            and (not self.parts or part in self.parts)
            and (not self.side or side == self.side)
            and self.since <= raised <= self.until
        )


ANSWERS = (
    # Limits are fixed on 8 April; the week they leave out is judged in hindsight on that day.
    AnswerRow(Deed.ISSUE, "The blizzard: 865 of 1,614 departures of 8 and 9 February not flown.",
              ("CANCEL", "FLOWN", "CARRIER"), side=WORSE, until=date(2013, 4, 14), issue="blizzard"),
    AnswerRow(Deed.EXPLAIN, "The storm of 6 to 8 March, 188 departures cancelled at LGA, and hard days on 12, 18 and "
              "19 March.", side=WORSE, until=date(2013, 4, 7)),
    # The troubles of two carriers come before what struck everybody.
    AnswerRow(Deed.ISSUE, "Southwest fell at EWR and LGA together: look at the carrier, not the stations.",
              ("CARRIER",), parts=("WN",), side=WORSE, until=date(2013, 11, 30), issue="southwest"),
    AnswerRow(Deed.ISSUE, "40 of 100 Envoy departures on time in the week of 8 April, 82 before.",
              ("CARRIER",), ("EWR",), ("MQ",), WORSE, issue="envoy"),
    AnswerRow(Deed.ISSUE, "More flights than in the winter do not reach their destination.",
              ("DIVERT",), ("EWR", "LGA"), side=WORSE, until=date(2013, 9, 1), issue="diverted"),
    AnswerRow(Deed.EXPLAIN, "The days of 10, 12, 18 and 19 April: long delays at several stations at once.",
              side=WORSE, until=date(2013, 4, 28)),
    AnswerRow(Deed.EXPLAIN, "Left the gate later than usual, then lost 10 minutes more where 4 are usually "
              "made up. The queue was beyond the gate, for one week.",
              ("ARR", "LOST", "RECOVER"), ("LGA",), side=WORSE, until=date(2013, 5, 5)),
    AnswerRow(Deed.EXPLAIN, "The plan of the season has more departures since the spring.",
              ("FLOWN",), side=BETTER, until=date(2013, 9, 1), after_days=4),
    AnswerRow(Deed.EXPLAIN, "Better since the morning crew began on 29 April, or because spring is easier "
              "than the winter the limits come from; one cannot tell yet.",
              ("FIRST",), ("EWR",), side=BETTER, until=date(2013, 6, 30), after_days=4),
    AnswerRow(Deed.EXPLAIN, "Spring is easier than the winter the limits come from.",
              side=BETTER, until=date(2013, 6, 30), after_days=4),
    AnswerRow(Deed.EXPLAIN, "The hard weeks of April: 10, 12, 18 and 19 April; the carriers fell together.",
              side=WORSE, until=date(2013, 5, 12)),
    AnswerRow(Deed.EXPLAIN, "8 May, after the hard weeks of April; the carriers fell together.",
              side=WORSE, until=date(2013, 5, 26)),
    AnswerRow(Deed.EXPLAIN, "The storm of 23 May: 221 departures cancelled at the three airports.",
              side=WORSE, until=date(2013, 6, 9)),
    AnswerRow(Deed.EXPLAIN, "Late more often since the hard weeks of April; 2 June was one more such day.",
              side=WORSE, until=date(2013, 6, 12)),
    AnswerRow(Deed.EXPLAIN, "2 and 13 June: long delays at all three stations on the same days.",
              side=WORSE, until=date(2013, 6, 30)),
    AnswerRow(Deed.ISSUE, "All three airports at once, on the same days: one cause.",
              side=WORSE, until=date(2013, 9, 1), issue="summer"),
    AnswerRow(Deed.EXPLAIN, "Summer has few hard hours at the airports. Yet its delays are the worst of the "
              "year so far: the storms stand on the routes, not over the field.",
              ("WEATHER",), side=BETTER, until=date(2013, 9, 30), after_days=4),
    AnswerRow(Deed.REBASE, "More departures than in the winter the limits come from: the plan of the autumn.",
              ("FLOWN",), until=date(2013, 12, 1), after_days=4),
    AnswerRow(Deed.EXPLAIN, "12 September: 192 departures cancelled at the three airports.",
              side=WORSE, until=date(2013, 9, 30)),
    AnswerRow(Deed.REBASE, "Better since the end of August at all three stations, with nearly every carrier. "
              "We changed little; the season did. New limits when twelve such weeks are known.",
              ("DEP", "DEP-ALL", "ARR", "FIRST", "EVENING", "LONG"), side=BETTER,
              since=date(2013, 8, 20), until=date(2013, 12, 1), after_days=4),
    AnswerRow(Deed.EXPLAIN, "The season carries nearly everybody; nothing of ours explains this one alone.",
              side=BETTER, after_days=4),
    AnswerRow(Deed.EXPLAIN, "7 October: long delays at all three stations.",
              ("DEP", "DEP-ALL", "ARR", "LONG", "EVENING", "CARRIER", "CANCEL"), side=WORSE,
              until=date(2013, 10, 31)),
    AnswerRow(Deed.EXPLAIN, "Small numbers at LGA since November; the carrier was asked.",
              ("CARRIER",), ("LGA",), ("EV", "FL"), WORSE, until=date(2013, 12, 8)),
    AnswerRow(Deed.ISSUE, "Winter cancellations again: 250 at EWR in the week of 9 December alone.",
              ("CANCEL", "FLOWN"), side=WORSE, since=date(2013, 12, 10), issue="winter"),
    AnswerRow(Deed.ISSUE, "The mornings start late at EWR since the end of November.",
              ("FIRST",), side=WORSE, since=date(2013, 12, 1), issue="mornings", after_days=3),
    AnswerRow(Deed.EXPLAIN, "5 December: 158 departures cancelled; from EWR every fifth two hours late.",
              ("CANCEL", "CARRIER", "DEP", "DEP-ALL", "ARR", "LOST", "EVENING", "LONG", "RECOVER"),
              parts=("", "AA", "B6", "DL", "EV", "MQ", "UA", "US"), side=WORSE,
              since=date(2013, 12, 9), until=date(2013, 12, 15)),
    AnswerRow(Deed.EXPLAIN, "10 and 14 December: 329 departures cancelled at the three airports.",
              ("CARRIER", "DEP", "DEP-ALL", "ARR", "LOST", "EVENING", "LONG", "RECOVER"),
              parts=("", "AA", "B6", "DL", "EV", "MQ", "UA", "US"), side=WORSE,
              since=date(2013, 12, 16), until=date(2013, 12, 22)),
    AnswerRow(Deed.EXPLAIN, "17 December, and the days before Christmas.",
              ("DEP", "DEP-ALL", "ARR", "LOST", "EVENING", "LONG", "RECOVER"), side=WORSE,
              since=date(2013, 12, 23)),
)  # fmt: skip


def answer_to(indicator: str, unit: str, part: str, side: str, raised: date) -> AnswerRow | None:
    """The first row that fits a signal, or None: nobody answers it."""
    return next((row for row in ANSWERS if row.fits(indicator, unit, part, side, raised)), None)

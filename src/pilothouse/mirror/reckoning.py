"""The mirror worked out anew: every question counted, its closed periods judged by the engine as one book."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np

from pilothouse.measures.budget import fap60_in_force
from pilothouse.measures.pictures import tidy
from pilothouse.measures.rules import Floats, Row, columns_of
from pilothouse.measures.stretches import Manner, book_of
from pilothouse.measures.surveys import survey
from pilothouse.measures.watching import Findings, judge
from pilothouse.mirror.counting import Span, Tally, count_all, span_up_to
from pilothouse.mirror.counting.crowd import headcount
from pilothouse.mirror.models import Standing
from pilothouse.mirror.questions import QUESTIONS, Crowd, Question
from pilothouse.mirror.rules import YEAR, Sum, line_of, people_of, too_few, year_begins
from pilothouse.organisation.queries import the_organisation
from pilothouse.organisation.rules import groups_hidden
from pilothouse.spc import Status

MIRROR = "mirror"
# It tells of closed months: nobody waits for it.
_PAUSE = timedelta(hours=1)
# So many points before the onset of a change, and from it on, are told as “from … to …”.
_SIDES = 8
_STATUS = {
    Status.WATCHED: "watched", Status.TOO_SHORT: "too_short", Status.CONSTANT: "constant", Status.NO_DATA: "no_data",
}  # fmt: skip


def look_in_mirror(now: datetime) -> bool:
    """Work the mirror out anew where something has happened since; was it done?"""
    return survey(MIRROR, now, [Standing], work_out, pause=_PAUSE)


def work_out(now: datetime) -> list[Standing]:
    """Every question as it stands at this moment."""
    organisation = the_organisation()
    if organisation is None:
        return []
    span = span_up_to(now, organisation.tz)
    tallies, people = count_all(span), headcount()
    lines = [_Line(question, tallies[name], span) for name, question in QUESTIONS.items()]
    _judge(lines)
    for line in lines:
        if line.question.crowd is not Crowd.COUNTED:
            line.standing.people = people[line.question.crowd]
    return [line.standing for line in lines]


class _Line:
    """One question on its way to a row."""

    def __init__(self, question: Question, tally: Tally, span: Span) -> None:
        self.question = question
        stock, frequency = question.stock, question.frequency
        self.periods, self.sums = line_of(tally.months, span.today, frequency, stock=stock)
        self.values = [total.value(question.scale, question.fewest) for total in self.sums]
        self.hidden = [False] * len(self.periods)
        self.standing = Standing(name=question.name, units=_units(question, tally, span))
        if question.crowd is Crowd.COUNTED:
            self._speaks_of(people_of(tally.people, self.periods, frequency))
        self.standing.line = self._told()

    def _speaks_of(self, groups: Sequence[set[int]]) -> None:
        """A period that speaks of too few is not told; the whole figure speaks of all whom the periods told of its
        latest year do.
        """
        self.hidden = too_few(groups)
        self.values = [None if gone else value for gone, value in zip(self.hidden, self.values, strict=True)]
        year = slice(-YEAR[self.question.frequency], None)
        told = [group for gone, group in zip(self.hidden[year], groups[year], strict=True) if not gone]
        self.standing.people = len(set().union(*told)) or max(map(len, groups[year]), default=0) or None

    @property
    def places(self) -> list[int]:
        """The periods with enough to tell."""
        return [place for place, value in enumerate(self.values) if value is not None]

    def rows(self, key: int) -> list[Row]:
        """Its periods as the engine takes them."""
        return [self._row(key, self.periods[place], self.sums[place]) for place in self.places]

    def _row(self, key: int, period: date, total: Sum) -> Row:
        value = total.numerator / total.denominator
        if self.question.kind == "value":
            return Row(key, period, value)
        return Row(key, period, value, total.numerator, total.denominator)

    def _told(self) -> dict[str, object]:
        nothing: list[float | None] = [None] * len(self.periods)
        return {
            "periods": [period.isoformat() for period in self.periods],
            "numerators": [tidy(total.numerator) for total in self.sums],
            "denominators": [tidy(total.denominator) for total in self.sums],
            "values": [None if value is None else tidy(value) for value in self.values],
            "centre": nothing, "lower": nothing, "upper": nothing,
            "sides": [0] * len(self.periods),
            "hidden": self.hidden,
        }  # fmt: skip

    def judged(self, found: Findings, index: int, span: slice) -> None:
        """Write down what the engine says of it."""
        line, places = self.standing.line, self.places
        for name in ("centre", "lower", "upper"):
            line[name] = self._spread(getattr(found, name)[span] * self.question.scale)
        sides = found.side[span].tolist()
        line["sides"] = [sides[places.index(place)] if place in places else 0 for place in range(len(self.periods))]
        self.standing.status = _STATUS[Status(int(found.status[index]))]
        if several := found.changes[index]:
            self._change(several[-1].onset, several[-1].found, several[-1].side)

    def _change(self, onset: int, found: int, side: int) -> None:
        values = [self.values[place] or 0.0 for place in self.places]
        self.standing.onset, self.standing.found = self.periods[self.places[onset]], self.periods[self.places[found]]
        self.standing.side = side
        self.standing.before = _mean(values[max(onset - _SIDES, 0) : onset])
        self.standing.after = _mean(values[onset : onset + _SIDES])

    def _spread(self, values: Floats) -> list[float | None]:
        """Judged numbers, back at the places of their periods."""
        out: list[float | None] = [None] * len(self.periods)
        for place, value in zip(self.places, values.tolist(), strict=True):
            out[place] = None if np.isnan(value) else tidy(value)
        return out


def _judge(lines: Sequence[_Line]) -> None:
    book = book_of(columns_of([row for key, line in enumerate(lines) for row in line.rows(key)]), range(len(lines)))
    manners = [Manner(line.question.kind, line.question.frequency) for line in lines]
    found = judge(book, manners, fap60_in_force())
    for key, line in enumerate(lines):
        line.judged(found, key, book.span(key))


def _mean(values: Sequence[float]) -> float | None:
    return tidy(sum(values) / len(values)) if values else None


def _units(question: Question, tally: Tally, span: Span) -> list[tuple[int, int, float | None, float | None]]:
    """The latest year of each unit, where the question is told for units: how many people it speaks of, and the sums of
    those that may be shown.
    """
    if not question.by_unit:
        return []
    first = year_begins(span.today, question.frequency)
    totals, people = dict[int, Sum](), dict[int, set[int]]()
    for unit, months in sorted(tally.units.items()):
        total = sum((one for month, one in months.items() if month >= first), Sum())
        if total.denominator:
            totals[unit] = total
            people[unit] = set().union(*(of for month, of in tally.crowds[unit].items() if month >= first))
    hidden = groups_hidden(people)
    return [
        (unit, len(people[unit]), *((None, None) if unit in hidden else (tidy(one.numerator), tidy(one.denominator))))
        for unit, one in totals.items()
    ]

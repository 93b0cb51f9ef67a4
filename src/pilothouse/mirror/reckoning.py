"""The mirror worked out anew: every question counted, its closed periods judged by the engine as one book."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from pilothouse.measures.budget import fap60_in_force
from pilothouse.measures.periods import next_period
from pilothouse.measures.pictures import tidy
from pilothouse.measures.rules import Floats, Row, columns_of
from pilothouse.measures.stretches import Manner, book_of
from pilothouse.measures.surveys import survey
from pilothouse.measures.watching import Findings, judge
from pilothouse.mirror.counting import Span, Tally, count_all, span_up_to
from pilothouse.mirror.models import PromisesTold, Standing
from pilothouse.mirror.promises import promises_told
from pilothouse.mirror.questions import QUESTIONS, Question
from pilothouse.mirror.rules import YEAR, Sum, Told, line_of, months_within, sides_of, told_together, within_year
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
    return survey(MIRROR, now, [Standing, PromisesTold], work_out, pause=_PAUSE)


def work_out(now: datetime) -> list[Standing | PromisesTold]:
    """Every question as it stands at this moment, and the promises that may be told."""
    organisation = the_organisation()
    if organisation is None:
        return []
    span = span_up_to(now, organisation.tz)
    tallies = count_all(span)
    lines = [_Line(question, tallies[name], span) for name, question in QUESTIONS.items()]
    _judge(lines)
    return [*(line.standing for line in lines), *promises_told(span.promises, span.today)]


class _Line:
    """One question on its way to a row."""

    def __init__(self, question: Question, tally: Tally, span: Span) -> None:
        self.question, self.span = question, span
        stock, frequency = question.stock, question.frequency
        self.periods, sums = line_of(tally.months, span.today, frequency, stock=stock)
        whom = (tally.people, tally.apart) if question.whom is not None else ()
        sides = sides_of(whom, self.periods, frequency)
        self.told = told_together(self.periods, sums, sides, stock=stock)
        self.sums = [Sum() if one is None else one.total for one in self.told]
        self.values = [total.value(question.scale, question.fewest) for total in self.sums]
        year = within_year(self.told, frequency, stock=stock)
        self.standing = Standing(
            name=question.name, units=units_told(tally, self._months(year)) if question.by_unit else []
        )
        self.standing.people = _fewest(
            [one.sides for one in year if one.total.denominator] or sides[-YEAR[frequency] :]
        )
        self.standing.line = self._written()

    def _months(self, year: Sequence[Told]) -> list[list[date]]:
        """The months of each part of the latest year that is told by itself."""
        after = next_period(self.periods[-1], self.question.frequency) if self.periods else self.span.until
        begins = [*self.periods, after]
        return [months_within(begins[one.first], begins[one.last + 1]) for one in year]

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

    def _written(self) -> dict[str, object]:
        """What is kept; nothing of what speaks of too few people, that nobody may read it there either."""
        nothing: list[float | None] = [None] * len(self.periods)
        return {
            "periods": [period.isoformat() for period in self.periods],
            "since": [None if one is None else self.periods[one.first].isoformat() for one in self.told],
            "numerators": [None if one is None else tidy(one.total.numerator) for one in self.told],
            "denominators": [None if one is None else tidy(one.total.denominator) for one in self.told],
            "values": [None if value is None else tidy(value) for value in self.values],
            "centre": nothing, "lower": nothing, "upper": nothing,
            "sides": [0] * len(self.periods),
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
        began = self.told[self.places[onset]]
        self.standing.onset = self.periods[began.first] if began is not None else None
        self.standing.found = self.periods[self.places[found]]
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


def _fewest(sides: Sequence[Sequence[Set[int]]]) -> int | None:
    """How many people these speak about; where they tell people apart, about how many on the smaller side."""
    together = [set[int]().union(*side) for side in zip(*sides, strict=True)]
    return min((len(side) for side in together if side), default=None)


@dataclass
class _OfUnit:
    """One unit in the latest year: what is told of it and of how many people, else of how many it would be."""

    told: Sum | None = None
    people: frozenset[int] = frozenset()
    most: int = 0


def units_told(tally: Tally, parts: Iterable[Sequence[date]]) -> list[tuple[int, int, float | None, float | None]]:
    """The latest year of each unit: how many people it speaks of, and the sums of what may be shown. What is told of
    the whole by itself is looked at by itself here too: no difference of two tables is less than what one of them told.
    """
    found = defaultdict[int, _OfUnit](_OfUnit)
    for months in parts:
        totals, people = dict[int, Sum](), dict[int, set[int]]()
        for unit, sums in sorted(tally.units.items()):
            total = sum((sums[month] for month in months if month in sums), Sum())
            if total.denominator:
                totals[unit] = total
                people[unit] = set().union(*(of for month, of in tally.crowds[unit].items() if month in months))
        hidden = groups_hidden(people)
        for unit, total in totals.items():
            one = found[unit]
            one.most = max(one.most, len(people[unit]))
            if unit not in hidden:
                one.told, one.people = (one.told or Sum()) + total, one.people | people[unit]
    return [(unit, *_shown(one)) for unit, one in sorted(found.items())]


def _shown(one: _OfUnit) -> tuple[int, float | None, float | None]:
    if one.told is None:
        return one.most, None, None
    return len(one.people), tidy(one.told.numerator), tidy(one.told.denominator)

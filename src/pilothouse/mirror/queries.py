"""Reading the mirror: who may, every question as it stands, what really changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists

from pilothouse.measures.periods import period_before, period_of
from pilothouse.measures.surveys import surveyed_at
from pilothouse.mirror.models import Opening, Standing
from pilothouse.mirror.questions import QUESTIONS, Question
from pilothouse.mirror.reckoning import MIRROR
from pilothouse.mirror.rules import Sum, Told, left_out, within_year
from pilothouse.organisation.models import Person, Unit, units_in_sight
from pilothouse.organisation.roles import Right


def sees_first(person: Person) -> bool:
    """Top management and the quality manager of the whole organisation see the mirror before it is opened."""
    return person.may_everywhere(Right.PREPARE)


def opening() -> Opening | None:
    """The opening in force: everybody may look; None while only those who steer may."""
    found: Opening | None = Opening.objects.filter(closed_at=None).select_related("by").first()
    return found


@dataclass(frozen=True)
class Figure:
    """One question with what is known of it."""

    question: Question
    standing: Standing

    @cached_property
    def told(self) -> list[Told | None]:
        """What each closed period tells, the oldest first; None where it speaks of too few people."""
        line = self.standing.line
        places = {period: place for place, period in enumerate(line.get("periods", ()))}
        parts = zip(*(line.get(name, ()) for name in ("since", "numerators", "denominators")), strict=True)
        return [
            None if since is None else Told(places[since], place, Sum(*numbers))
            for place, (since, *numbers) in enumerate(parts)
        ]

    @cached_property
    def year(self) -> Sum:
        """The latest year, without what speaks of too few people; of a stock where it stands."""
        told = within_year(self.told, self.question.frequency, stock=self.question.stock)
        return sum((one.total for one in told), Sum())

    @cached_property
    def left_out(self) -> int:
        """How many periods of the latest year are left out of it, because they speak of too few people."""
        return left_out(self.told, self.question.frequency, stock=self.question.stock)

    @property
    def hidden(self) -> bool:
        """Does everything that was counted in the latest year speak of too few people to be shown?"""
        return self.left_out > 0 and not self.year.denominator

    @cached_property
    def value(self) -> float | None:
        """What is shown of the latest year; None for too few to tell."""
        return self.year.value(self.question.scale, self.question.fewest)

    @property
    def has_data(self) -> bool:
        return any(one is None or one.total.denominator for one in self.told)

    def news(self, today: date) -> bool:
        """Was a change found in one of the latest two closed periods?"""
        frequency, found = self.question.frequency, self.standing.found
        latest = period_before(period_of(today, frequency), frequency)
        return not self.hidden and found is not None and found >= period_before(latest, frequency)


@dataclass(frozen=True)
class Looked:
    """The whole mirror at one moment; no figures before the worker has worked it out for the first time."""

    figures: Mapping[str, Figure]
    at: datetime | None


def look() -> Looked:
    """Every question as it stands, by two queries."""
    return Looked({figure.question.name: figure for figure in _figures(Standing.objects.all())}, surveyed_at(MIRROR))


def _figures(rows: Iterable[Standing]) -> list[Figure]:
    """In the order in which the questions are asked; a row of a question that is asked no more is left out."""
    known = {row.name: row for row in rows}
    return [Figure(question, known[name]) for name, question in QUESTIONS.items() if name in known]


@dataclass(frozen=True)
class OfUnit:
    """The latest year of one unit; no `total` where it speaks of too few `people`, or the total would tell of them."""

    unit: Unit
    people: int
    total: Sum | None


def units_of(figure: Figure, person: Person) -> list[OfUnit]:
    """What is told of the units that this person sees, root first."""
    rows = {unit: (people, numbers) for unit, people, *numbers in figure.standing.units}
    told = [(unit, *rows[unit.pk]) for unit in units_in_sight(person) if unit.pk in rows] if rows else []
    return [OfUnit(unit, people, None if None in numbers else Sum(*numbers)) for unit, people, numbers in told]


@dataclass(frozen=True)
class Glimpse:
    """What the bridge says of the mirror: whether this person may look, and which figures really changed."""

    may_look: bool
    changed: list[Figure]


def glimpse(person: Person, today: date) -> Glimpse:
    """For the bridge, by one query. Nothing changed is the usual case, and then nothing is said."""
    is_open = Exists(Opening.objects.filter(closed_at=None))
    rows = list(Standing.objects.defer("units").annotate(is_open=is_open))
    if not rows or not (sees_first(person) or rows[0].is_open):
        return Glimpse(False, [])
    return Glimpse(True, [figure for figure in _figures(rows) if figure.news(today)])

"""Coverage: which required inputs meetings really looked at, and when; input by date.

An input counts as looked at where the meeting opened it, or a record that belongs to it (`inputs.input_of`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from pilothouse.improvement.models import Issue
from pilothouse.organisation.models import Person
from pilothouse.reviews.inputs import HALF_YEAR, INPUTS, YEAR, Input, input_of
from pilothouse.reviews.models import AgendaItem, InputLook, Review
from pilothouse.reviews.states import REVIEW
from pilothouse.reviews.tiers import TIER_BY_KEY

HELD = "held"
MOST, MOST_OF_A_YEAR = 12, 120


@dataclass(frozen=True)
class Cell:
    """One input at one meeting: was it opened, of `every` records of it on the agenda how many were looked at, and was
    it `asked` for by the template of the meeting. While the meeting is not over (`ahead`) nothing is passed over yet.
    """

    opened: bool = False
    looked: int = 0
    every: int = 0
    asked: bool = False
    ahead: bool = False

    @property
    def seen(self) -> bool:
        """Was anything of it looked at?"""
        return self.opened or self.looked > 0

    @property
    def passed_over(self) -> bool:
        """Was something of it on the agenda, and nothing of it looked at?"""
        return self._unseen and not self.ahead

    @property
    def waits(self) -> bool:
        """Is something of it on the agenda of a meeting that is not over, and nothing looked at yet?"""
        return self._unseen and self.ahead

    @property
    def _unseen(self) -> bool:
        return (self.every > 0 or self.asked) and not self.seen

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(
            self.opened or other.opened,
            self.looked + other.looked,
            self.every + other.every,
            self.asked or other.asked,
            self.ahead or other.ahead,
        )


@dataclass(frozen=True)
class StripRow:
    """One input with its cells, one for each meeting; `last` is the latest day on which any meeting looked at it, be it
    in the strip or not; None where none did in the year before the latest of the strip.
    """

    input: Input
    cells: list[Cell]
    last: date | None


@dataclass(frozen=True)
class Strip:
    """Inputs by meetings, the oldest meeting first; `here` is the meeting that is being held, if it is one of them;
    `first` and `latest` are the days of the first and the latest meeting ever held, be they in the strip or not; `year`
    is that of which it tells, None where it tells of the latest meetings.
    """

    reviews: list[Review]
    rows: list[StripRow]
    here: int | None = None
    first: date | None = None
    latest: date | None = None
    year: int | None = None

    @property
    def years(self) -> list[int]:
        """The years in which meetings were held, and those between, the latest first."""
        return [*range(self.latest.year, self.first.year - 1, -1)] if self.first and self.latest else []

    @cached_property
    def looked_here(self) -> int:
        """How many inputs the meeting that is being held has looked at so far."""
        place = next((place for place, review in enumerate(self.reviews) if review.pk == self.here), None)
        return 0 if place is None else sum(row.cells[place].seen for row in self.rows)

    def silent(self, on: date) -> list[StripRow]:
        """Inputs that nobody has looked at for half a year (of yearly ones for a year), though there were meetings.

        Asked of the latest meetings: those of a year know no later look.
        """
        days = ((row, look_by(row.input, row.last, self.first)) for row in self.rows)
        return [row for row, day in days if day is not None and day < on]

    @property
    def within_a_year(self) -> bool:
        """Does what nobody looked at in the year before the latest meeting of the strip mean: never?"""
        latest = max((review.due for review in self.reviews if review.due), default=None)
        return self.first is None or latest is None or self.first >= latest - timedelta(days=YEAR)


def look_by(input: Input, last: date | None, first: date | None) -> date | None:
    """The day by which a meeting is to look at it (again): half a year after the last one did, or after the first
    meeting ever where none has; later where it may take longer to have something new. None before the first meeting.
    """
    since = last or first
    return since + timedelta(days=max(HALF_YEAR, input.every)) if since else None


def strip(person: Person, held: Review | None = None, count: int = MOST, year: int | None = None) -> Strip:
    """The latest meetings that the person sees, daily ones apart, or those of a year, and what each looked at; with the
    one that is being held at the end. Two queries.
    """
    earlier = _earlier(person, count, year)
    reviews: list[Review] = [*reversed(earlier), *([held] if held is not None and not held.ended else [])]
    tiers = {review.pk: TIER_BY_KEY[review.tier] for review in reviews if review.tier}
    cells = {(review, key): Cell(asked=True) for review, tier in tiers.items() for key in tier.inputs}
    latest: dict[str, date] = {}
    for review, key, cell, day in _cells(person, reviews):
        if review is not None:
            cells[review, key] = cells.get((review, key), Cell()) + cell
        if day is not None:
            latest[key] = max(day, latest.get(key, day))
    ahead = {review.pk: Cell(ahead=not review.ended) for review in reviews}
    rows = [
        StripRow(
            one,
            [cells.get((review.pk, one.key), Cell()) + ahead[review.pk] for review in reviews],
            latest.get(one.key),
        )
        for one in INPUTS
    ]
    first, last = (earlier[0]._first, earlier[0]._latest) if earlier else _days(person) if year else (None, None)
    return Strip(reviews, rows, held.pk if held is not None else None, first, last, year)


def _earlier(person: Person, count: int, year: int | None) -> list[Any]:
    """Meetings that were held, the latest first, each with the days of the first and the latest ever."""
    days = _held(person).values("due")
    first, latest = Subquery(days.order_by("due")[:1]), Subquery(days.order_by("-due")[:1])
    shown = _held(person).exclude(tier="day").order_by("-due", "-id").annotate(_first=first, _latest=latest)
    return list(shown[:count] if year is None else shown.filter(due__year=year)[:MOST_OF_A_YEAR])


def _days(person: Person) -> tuple[date | None, date | None]:
    """Those days, where none of the meetings is shown."""
    days = _held(person).aggregate(first=Min("due"), latest=Max("due"))
    return days["first"], days["latest"]


def _held(person: Person) -> "QuerySet[Review]":
    found: QuerySet[Review] = Review.objects.seen_by(person).filter(state=HELD, kind=REVIEW.name)
    return found


def _cells(person: Person, reviews: Sequence[Review]) -> "Iterator[tuple[int | None, str, Cell, date | None]]":
    """By meeting and input what was looked at, with the latest day; the meetings of a year that are not shown together
    as None.
    """
    shown = [review.pk for review in reviews]
    latest = max((review.due for review in reviews if review.due), default=None)
    if latest is None:
        return
    within = Q(review__in=shown) | Q(review__in=_held(person).filter(due__gte=latest - timedelta(days=YEAR)).order_by())
    place = Case(When(review__in=shown, then=F("review")), output_field=IntegerField())
    counted = _records(AgendaItem.objects.filter(within).annotate(place=place)).annotate(
        every=Count("pk"), looked=Count("pk", filter=Q(looked_at=True)),
        last=Max("review__due", filter=Q(looked_at=True)),
    )  # fmt: skip
    looks = InputLook.objects.filter(within).annotate(place=place, none=Value("")).order_by()
    opened = looks.values_list("place", "input", "none").annotate(
        every=Value(1), looked=Value(0), last=Max("review__due")
    )
    rows = counted.values_list("place", "record__kind", "nature", "every", "looked", "last").union(opened, all=True)
    for review, kind, nature, every, looked, last in rows:
        key = input_of(kind, nature) if nature != "" else kind
        if key is not None:
            yield review, key, Cell(looked=looked, every=every) if nature != "" else Cell(opened=True), last


def _records(items: "QuerySet[AgendaItem]") -> "QuerySet[Any, Any]":
    """Items by their place and what their records are; `nature` is None but for issues."""
    nature = Issue.objects.filter(pk=OuterRef("record")).order_by().values("nature")
    told = items.order_by().annotate(nature=Subquery(nature, output_field=CharField()))
    found: QuerySet[Any, Any] = told.values("place", "record__kind", "nature")
    return found


def inputs_looked_at(review: Review, opened: Iterable[InputLook]) -> frozenset[str]:
    """Keys of the inputs that a meeting looked at, directly or through one of their records; one query."""
    items = _records(AgendaItem.objects.filter(review=review, looked_at=True).annotate(place=F("review")))
    through = {input_of(kind, nature) for kind, nature in items.values_list("record__kind", "nature").distinct()}
    return frozenset({key for key in through if key} | {look.input for look in opened})


def last_looks(person: Person) -> Mapping[str, date] | None:
    """When each input was last looked at, by its key; None where the person sees no meeting that was ever held. One
    query, of one row for each kind of record and each input.
    """
    reviews = _held(person).order_by()
    nature = Issue.objects.filter(pk=OuterRef("items__record")).order_by().values("nature")
    by_record = reviews.filter(items__looked_at=True).annotate(
        what=F("items__record__kind"), nature=Subquery(nature, output_field=CharField())
    )  # fmt: skip
    opened = reviews.filter(looks__isnull=False).annotate(what=F("looks__input"), nature=Value(""))
    any_held = reviews.annotate(what=Value(""), nature=Value(""))
    latest: dict[str, date] = {}
    for what, told, due in _latest(by_record).union(_latest(opened), _latest(any_held)):
        key = what if told == "" else input_of(what, told)
        if key is not None and due is not None:
            latest[key] = max(due, latest.get(key, due))
    return latest if latest.pop("", None) is not None else None


def _latest(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    found: QuerySet[Any, Any] = rows.values_list("what", "nature").annotate(last=Max("due"))
    return found


def first_meeting(person: Person) -> date | None:
    """The day of the first meeting ever held, as far as the person sees them; one query."""
    return _held(person).order_by("due").values_list("due", flat=True).first()

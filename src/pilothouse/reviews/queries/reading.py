"""Who has read what before a meeting: counts for everybody, names for whoever chairs it, a share for the mirror."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pilothouse.organisation.rules import FEWEST_PEOPLE
from pilothouse.reviews.models import AgendaItem, Attendance, Mark, Reading, Review
from pilothouse.reviews.tiers import TIERS, inputs_of

_BY_TEMPLATE: Q = reduce(or_, (Q(review__tier=tier.key, input__in=tier.inputs) for tier in TIERS))


def _still_asked() -> Q:
    """Marks on what is still to be read: a record that is on the agenda, or an input that the template asks for."""
    return Q(Exists(AgendaItem.objects.filter(review=OuterRef("review"), record=OuterRef("record")))) | _BY_TEMPLATE


@dataclass(frozen=True)
class PreRead:
    """The marks of one meeting. `invited` are the keys of those who are, `items` is how much is on the agenda,
    `counted` is how many marks are by invited people, on what is on it still. A topic is no part of the share: who has
    an idea the evening before asks nobody to read.
    """

    marks: Sequence[Mark]
    invited: frozenset[int]
    items: int
    counted: int

    @property
    def personal(self) -> bool:
        """Are so few invited that how much they have read tells of persons? It is for the chair, who sees names."""
        return len(self.invited) < FEWEST_PEOPLE

    @property
    def readers(self) -> int:
        """How many of those invited have read anything of it."""
        return len(self.invited & {mark.person_id for mark in self.marks})

    @property
    def share(self) -> int | None:
        """Per cent of all that all should read which they did; None where there is nothing to read."""
        return share_read(self.counted, len(self.invited), self.items)

    def count(self, reading: Reading) -> int:
        """Of how many items somebody said so."""
        return len({(mark.record_id, mark.input, mark.topic) for mark in self.marks if mark.reading == reading})

    @property
    def questions(self) -> int:
        """Items with a question."""
        return self.count(Reading.QUESTION)

    @property
    def to_decide(self) -> int:
        """Items on which somebody wants a decision."""
        return self.count(Reading.DECIDE)

    def of(self, record: int | None, input: str = "", topic: str = "") -> list[Mark]:
        """What was said of one item."""
        about = (record, input, topic)
        return [mark for mark in self.marks if (mark.record_id, mark.input, mark.topic) == about]


def share_read(marks: int, invited: int, items: int) -> int | None:
    """Per cent of what everybody should have read that somebody marked; None where there is nothing."""
    return round(100 * marks / (invited * items)) if invited * items else None


def pre_read(review: Review, invited: Collection[int], items: int) -> PreRead:
    """What was marked before this meeting, of so many records on its whole agenda, by the people with these keys and
    those who stand in for them; one query.
    """
    marks = list(Mark.objects.filter(review=review).select_related("person").annotate(asked=_still_asked()))
    counted = sum(mark.asked and not mark.topic and mark.person_id in invited for mark in marks)
    return PreRead(marks, frozenset(invited), items + len(inputs_of(review.tier)), counted)


@dataclass(frozen=True)
class OpenedBefore:
    """How much of one meeting was read before it began: marks by invited people on what stayed on its agenda; `share`
    in per cent, None without items or people.
    """

    review: Review
    invited: int
    items: int
    marks: int

    @property
    def share(self) -> int | None:
        """Per cent of marks there could have been."""
        return share_read(self.marks, self.invited, self.items)

    @property
    def asked(self) -> int:
        """How many marks there could have been."""
        return self.invited * self.items


def inputs_opened_before(held: "QuerySet[Review]") -> list[OpenedBefore]:
    """For each of these meetings, the oldest first: how many of its items (records on the agenda and required inputs)
    its invited people marked as seen, question or decide before it began.

    Marks are refused once a meeting has begun, so that each was made before. One query; nothing is told by person.
    """
    by_invited = Exists(Attendance.objects.filter(review=OuterRef("review"), person=OuterRef("person")))
    told = held.annotate(
        _items=count_of(AgendaItem.objects.filter(topic="")),
        _invited=count_of(Attendance.objects.all()),
        _marks=count_of(Mark.objects.filter(by_invited, topic="").filter(_still_asked())),
    )
    return [
        OpenedBefore(row, row._invited, row._items + len(inputs_of(row.tier)), row._marks)
        for row in told.order_by("due", "id")
    ]


def count_of(rows: "QuerySet[AgendaItem] | QuerySet[Attendance] | QuerySet[Mark]") -> Coalesce:
    """How many of these a review has, as a part of the query that reads the review."""
    found = rows.filter(review=OuterRef("pk")).order_by().values("review")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)

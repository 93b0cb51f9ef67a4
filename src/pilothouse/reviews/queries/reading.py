"""Who has read what before a meeting: counts for everybody, names for whoever chairs it, a share for the mirror."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pilothouse.reviews.models import AgendaItem, Attendance, Mark, Reading, Review
from pilothouse.reviews.tiers import inputs_of


@dataclass(frozen=True)
class PreRead:
    """The marks of one meeting. `invited` is how many take part, `items` how much is on the agenda."""

    marks: Sequence[Mark]
    invited: int
    items: int

    @property
    def readers(self) -> int:
        """How many have read anything of it."""
        return len({mark.person_id for mark in self.marks})

    @property
    def share(self) -> int | None:
        """Per cent of all that all should read which they did; None where there is nothing to read."""
        return share_read(len(self.marks), self.invited, self.items)

    def count(self, reading: Reading) -> int:
        """Of how many items somebody said so."""
        return len({(mark.record_id, mark.input) for mark in self.marks if mark.reading == reading})

    @property
    def questions(self) -> int:
        """Items with a question."""
        return self.count(Reading.QUESTION)

    @property
    def to_decide(self) -> int:
        """Items on which somebody wants a decision."""
        return self.count(Reading.DECIDE)

    def of(self, record: int | None, input: str = "") -> list[Mark]:
        """What was said of one item."""
        return [mark for mark in self.marks if (mark.record_id, mark.input) == (record, input)]


def share_read(marks: int, invited: int, items: int) -> int | None:
    """Per cent of what everybody should have read that somebody marked, at most all; None where there is nothing."""
    return min(100, round(100 * marks / (invited * items))) if invited * items else None


def pre_read(review: Review, invited: int, items: int) -> PreRead:
    """What was marked before this meeting; one query."""
    marks = Mark.objects.filter(review=review).select_related("person")
    return PreRead(list(marks), invited, items + len(inputs_of(review.tier)))


@dataclass(frozen=True)
class OpenedBefore:
    """How much of one meeting was read before it began; `share` in per cent, None without items or people."""

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

    @property
    def read(self) -> int:
        """How many of them there were: what left the agenda since does not count."""
        return min(self.marks, self.asked)


def inputs_opened_before(held: "QuerySet[Review]") -> list[OpenedBefore]:
    """For each of these meetings, the oldest first: how many of its items (records on the agenda and required inputs)
    its invited people marked as seen, question or decide before it began.

    Marks are refused once a meeting has begun, so that each was made before. One query; nothing is told by person.
    """
    told = held.annotate(_items=_count(AgendaItem), _invited=_count(Attendance), _marks=_count(Mark))
    return [
        OpenedBefore(row, row._invited, row._items + len(inputs_of(row.tier)), row._marks)
        for row in told.order_by("due", "id")
    ]


def _count(model: type[AgendaItem | Attendance | Mark]) -> Coalesce:
    rows = model._base_manager.filter(review=OuterRef("pk")).order_by().values("review")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)

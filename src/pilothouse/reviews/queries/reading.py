"""Who has read what before a meeting: counts for everybody, names for whoever chairs it, a share for the mirror."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pilothouse.organisation.rules import FEWEST_PEOPLE
from pilothouse.reviews.models import AgendaItem, Attendance, Mark, Reading, Review
from pilothouse.reviews.queries.items import Item
from pilothouse.reviews.tiers import inputs_of


@dataclass(frozen=True)
class PreRead:
    """The marks of one meeting. `invited` are the keys of those who are, `items` is how much is on the agenda,
    `counted` on how much of it invited people made one (`marked`); `places` names the item of each mark on what is on
    it still, for several records may stand together. A topic is no part of the share: who has an idea the evening
    before asks nobody to read.
    """

    marks: Sequence[Mark]
    places: Mapping[int, int | str]
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
        said = {self.places.get(mark.pk) for mark in self.marks if mark.reading == reading}
        return len(said - {None})

    @property
    def questions(self) -> int:
        """Items with a question."""
        return self.count(Reading.QUESTION)

    @property
    def to_decide(self) -> int:
        """Items on which somebody wants a decision."""
        return self.count(Reading.DECIDE)

    def of(self, item: Item) -> list[Mark]:
        """What was said of one item as a whole, and of what its reader sees of it."""
        seen = {item.row.record_id, *(part.record.pk for part in item.parts)}
        return [mark for mark in self.marks if self.places.get(mark.pk) == item.pk and mark.record_id in seen]

    def of_input(self, key: str) -> list[Mark]:
        """What was said of one input."""
        return [mark for mark in self.marks if mark.input == key]


def invited_to(rows: Iterable[Attendance]) -> frozenset[int]:
    """Keys of those who were invited, and so had something to read: who came without being invited had not."""
    return frozenset(row.person_id for row in rows if row.invited)


def share_read(marks: int, invited: int, items: int) -> int | None:
    """Per cent of what everybody should have read that somebody marked; None where there is nothing."""
    return round(100 * marks / (invited * items)) if invited * items else None


def pre_read(review: Review, invited: Collection[int], rows: Collection[AgendaItem]) -> PreRead:
    """What was marked before this meeting, whose whole agenda are these rows, by the people with these keys and those
    who stand in for them; one query.
    """
    marks = list(Mark.objects.filter(review=review).select_related("person"))
    items = sum(not row.topic for row in rows) + len(inputs_of(review.tier))
    places, counted = places_of(marks, rows, review.tier), marked(marks, rows, review.tier, invited)
    return PreRead(marks, places, frozenset(invited), items, counted)


def places_of(marks: Iterable[Mark], rows: Iterable[AgendaItem], tier: str) -> dict[int, int | str]:
    """By the key of a mark the item, or the input that the template asks for, of which it is one; only of what is still
    to be read.
    """
    parts: dict[tuple[int | None, str], int | str] = {}
    for row in rows:
        parts |= dict.fromkeys([*((key, "") for key in row.keys), (row.record_id, row.topic)], row.pk)
    asked = set(inputs_of(tier))
    places = {mark.pk: mark.input if mark.input in asked else parts.get((mark.record_id, mark.topic)) for mark in marks}
    return {key: place for key, place in places.items() if place}


def marked(marks: Collection[Mark], rows: Iterable[AgendaItem], tier: str, invited: Collection[int]) -> int:
    """On how many items and inputs people marked something, each once for each of those invited, whichever of the
    records that stand together they marked.
    """
    places = places_of(marks, rows, tier)
    own = (mark for mark in marks if mark.pk in places and not mark.topic and mark.person_id in invited)
    return len({(mark.person_id, places[mark.pk]) for mark in own})


def own_marks(mine: Iterable[Mark], item: Item | None, input: str = "") -> list[Mark]:
    """What one person has said of an item, or (None) of an input; first of the record that stands for the item."""
    if item is None:
        return [mark for mark in mine if mark.input and mark.input == input]
    keys = item.row.keys or {item.row.record_id}
    found = [mark for mark in mine if mark.record_id in keys and mark.topic == item.topic]
    return sorted(found, key=lambda mark: mark.record_id != item.row.record_id)


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

    Marks are refused once a meeting has begun, so that each was made before. Four queries; nothing is told by person.
    """
    reviews = list(held.order_by("due", "id"))
    rows, marks = _by_review(AgendaItem, reviews), _by_review(Mark, reviews)
    invited = {key: invited_to(there) for key, there in _by_review(Attendance, reviews).items()}
    return [
        OpenedBefore(
            one,
            len(invited[one.pk]),
            sum(not row.topic for row in rows[one.pk]) + len(inputs_of(one.tier)),
            marked(marks[one.pk], rows[one.pk], one.tier, invited[one.pk]),
        )
        for one in reviews
    ]


def _by_review(kind: type[Any], reviews: Collection[Review]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {one.pk: [] for one in reviews}
    for row in kind.objects.filter(review__in=reviews).order_by("pk"):
        found[row.review_id].append(row)
    return found

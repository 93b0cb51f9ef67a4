"""Questions about meetings: what was looked at, and who promised what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from pilothouse.improvement.models import Action
from pilothouse.organisation.models import Person, Unit
from pilothouse.records.models import Link, Record
from pilothouse.records.queries import came_of
from pilothouse.reviews.models import AgendaItem, Decision, Review


def last_review(person: Person, unit: Unit, before: date) -> Review | None:
    """The latest review held in this unit before a day."""
    found: Review | None = (
        Review.objects.seen_by(person).filter(unit=unit, state="held", due__lt=before).order_by("-due", "-id").first()
    )
    return found


def items_seen(review: Review, person: Person) -> QuerySet[AgendaItem]:
    """The agenda as far as the person may see its records, in the order of the meeting."""
    found: QuerySet[AgendaItem] = AgendaItem.objects.filter(review=review)
    if person.paths_seen is not None:
        found = found.filter(Record.objects.sight(person, "record__"))
    return found.select_related("record__unit", "record__owner").order_by("position", "id")


@dataclass(frozen=True)
class Promise:
    """Somebody owes something by a day: a decision or action of a review."""

    record: Record
    owner: Person | None
    due: date | None


def promises_of(review: Review, person: Person) -> list[Promise]:
    """Who owes what by when after this review: its decisions, their actions, and actions agreed on its items.

    By person, then by date, so that it can be read back aloud.
    """
    decisions = Decision.objects.seen_by(person).filter(review=review).with_people()
    agreed = Link.objects.filter(record=review).values("other")
    keys = came_of(Decision.objects.filter(review=review).values("pk")).union(came_of([review.pk]), agreed)
    actions = Action.objects.seen_by(person).filter(pk__in=keys)
    records: list[Record] = [*decisions, *actions.with_people()]
    records.sort(key=lambda r: (r.owner.name if r.owner else "", r.due or date.max, r.pk))
    return [Promise(record, record.owner, record.due) for record in records]


@dataclass(frozen=True)
class Coverage:
    """What reviews really looked at: for each kind of input, per review (looked at, on the agenda)."""

    reviews: list[Review]
    rows: Mapping[str, list[tuple[int, int]]]


def coverage(person: Person, unit: Unit | None = None, count: int = 6) -> Coverage:
    """The latest reviews that were held, oldest first, and how much of their agenda was looked at. Two queries."""
    held = Review.objects.seen_by(person).filter(state="held").order_by("-due", "-id")
    if unit is not None:
        held = held.filter(unit=unit)
    reviews = list(held[:count])[::-1]
    found = (
        AgendaItem.objects.filter(review__in=reviews)
        .order_by()
        .values_list("review_id", "record__kind")
        .annotate(all=Count("pk"), looked=Count("pk", filter=Q(looked_at=True)))
    )
    cells = {(review, kind): (looked, every) for review, kind, every, looked in found}
    kinds = ("signal", "issue", "action", "decision", "objective")
    rows = {kind: [cells.get((review.pk, kind), (0, 0)) for review in reviews] for kind in kinds}
    return Coverage(reviews, rows)

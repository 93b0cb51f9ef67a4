"""Questions about meetings: what was looked at, and who promised what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pilothouse.improvement.models import Action, Issue
from pilothouse.improvement.states import ACTION
from pilothouse.measures.models import Indicator, Signal
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import people
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.gathering import LINE, in_order, record_built
from pilothouse.records.models import Link, Record
from pilothouse.records.queries import came_of
from pilothouse.reviews.models import (
    AgendaItem,
    Attendance,
    Beginning,
    Decision,
    Deed,
    InputLook,
    Pack,
    ResourceRequest,
    Review,
    TakenOff,
    Unplaced,
)
from pilothouse.reviews.queries.case import Numbers, numbers_in, with_numbers
from pilothouse.reviews.queries.items import Item
from pilothouse.reviews.queries.reading import invited_to
from pilothouse.reviews.rules.deeds import BEGUN, PROMISES, TAKEN, finished_there
from pilothouse.reviews.states import DECISION, REVIEW
from pilothouse.reviews.tiers import Tier
from pilothouse.risks.models import Risk
from pilothouse.strategy.models import Assumption, ContextIssue, InterestedParty, Objective
from pilothouse.trail.gathered import built, gathered


def last_review(person: Person, unit: Unit, before: date, tier: str = "") -> Review | None:
    """The latest review held in this unit before a day; of one template where its key is given."""
    held = Review.objects.seen_by(person).filter(unit=unit, state="held", due__lt=before)
    found: Review | None = (held.filter(tier=tier) if tier else held).order_by("-due", "-id").first()
    return found


def invited_by(tier: Tier, unit: Unit) -> list[Person]:
    """Who holds a role that this template invites, in the unit or below it."""
    held = Q(assignments__role__in=tier.roles, assignments__unit__path__startswith=unit.path)
    return list(people().filter(held).distinct())


@dataclass(frozen=True)
class Promise:
    """Somebody owes something by a day: a decision or action of a review."""

    record: Record
    owner: Person | None
    due: date | None


@dataclass(frozen=True)
class Done:
    """What was done at an item: a deed, and the record to which it was done."""

    deed: Deed
    record: Record


@dataclass(frozen=True)
class Meeting:
    """A review, who takes part, and who owes what by when: its decisions, their actions, and actions agreed on its
    items; at which required inputs it `looks`; `rows` is what is on its agenda and `off` what was taken off it, seen or
    not (see `agenda_among`); of which section how many found no place; whether a pack has `told` of it since it was
    closed; what was `done` at its items.

    Promises by person, then by date, so that they can be read back aloud. What is beside the review is for reading
    only.
    """

    review: Review
    attendances: list[Attendance]
    promises: list[Promise]
    looks: list[InputLook]
    begun: bool = False
    rows: Sequence[AgendaItem] = ()
    off: Sequence[TakenOff] = ()
    unplaced: Sequence[Unplaced] = ()
    told: bool = False
    done: Sequence[Done] = ()

    @property
    def invited(self) -> frozenset[int]:
        """Keys of those who were invited, without who came uninvited."""
        return invited_to(self.attendances)

    @property
    def settled(self) -> list[Done]:
        """What was done at its items beside what made the promises."""
        owed = {promise.record.pk for promise in self.promises}
        return [one for one in self.done if one.deed.name not in PROMISES or one.record.pk not in owed]

    def done_at(self, item: Item) -> list[Done]:
        """What was done at this item, in its order."""
        return [one for one in self.done if one.deed.at_item(item.row)]

    def takes_part(self, person: Person) -> bool:
        """Is the person invited, or standing in for somebody?"""
        return any(person.pk in (row.person_id, row.delegate_id) for row in self.attendances)


_WHO = {name: name for name in ("id", "presence", "person_id", "delegate_id", "invited")} | {
    "person": "person__name",
    "delegate": "delegate__name",
}


_PLACED = {name: name for name in ("id", "record_id", "together", "named", "judged", "topic", "owner_id", "reason")} | {
    "owner": "owner__name"
}
_ITEM = _PLACED | {name: name for name in ("version", "position", "looked_at", "minute", "moved_at", "behind", "plain")}
_DEED = {
    name: name for name in ("id", "about_id", "topic", "record_id", "name", "state", "reason", "until", "by_id")
} | {"by": "by__name"}
_LOOK = ("id", "input", "told", "minute", "at")


Placed = TypeVar("Placed", AgendaItem, TakenOff)


def told_by_pack() -> Q:
    """Closed meetings of which a pack tells: frozen since, or signed."""
    packs = Pack.objects.filter(review=OuterRef("pk"))
    return Q(Exists(packs.filter(Q(cut_off__gte=OuterRef("ended_at")) | Q(signatures__isnull=False))))


def _met(person: Person, number: int) -> "QuerySet[Review]":
    review = Record.objects.filter(kind=REVIEW.name, number=number).order_by().values("pk")
    agreed = Link.objects.filter(record__in=review).values("other")
    deeds = Deed.objects.filter(review__in=review)
    keys = came_of(Decision.objects.filter(review__in=review).values("pk")).union(came_of(review), agreed)
    lists = {
        "_who": gathered(Attendance.objects.filter(review__in=review), _WHO),
        "_decided": gathered(Decision.objects.seen_by(person).filter(review__in=review), LINE),
        "_looks": gathered(InputLook.objects.filter(review__in=review), _LOOK),
        "_rows": gathered(AgendaItem.objects.filter(review__in=review), _ITEM),
        "_acted": gathered(Action.objects.seen_by(person).filter(pk__in=keys), LINE),
        "_off": gathered(TakenOff.objects.filter(review__in=review), _PLACED),
        "_deeds": gathered(deeds, _DEED),
        "_done_to": gathered(
            Record.objects.seen_by(person).filter(pk__in=deeds.values("record")), {**LINE, "kind": "kind"}
        ),
        "_unplaced": gathered(Unplaced.objects.filter(review__in=review), ("id", "section", "count")),
    }
    found: QuerySet[Review] = Review.objects.seen_by(person).filter(number=number).with_people().select_related("forum")
    begun = Exists(Beginning.objects.filter(review=OuterRef("pk")))
    return found.annotate(**lists, _told=told_by_pack(), _begun=begun)[:1]


_MET = KeptSight[Review](_met)


def meeting_seen(person: Person, number: int) -> Meeting | None:
    """The review of this number with attendance and promises as far as the person may see them; None where the person
    sees no such review. One query.
    """
    row: Any = _MET.first(person, number)
    if row is None:
        return None
    records: list[Record] = [record_built(Decision, DECISION, one) for one in in_order(row._decided)]
    records += [record_built(Action, ACTION, one) for one in in_order(row._acted)]
    done = _done(row)
    promises = [Promise(record, record.owner, record.due) for record in records]
    promises += _promised(row, done, {record.pk for record in records})
    promises.sort(key=lambda one: (one.owner.name if one.owner else "", one.due or date.max, one.record.pk))
    looks = [built(InputLook, one, review=row) for one in in_order(row._looks)]
    invited = [_attendance(row, one) for one in in_order(row._who)]
    rows = sorted((_placed(AgendaItem, row, one) for one in row._rows or ()), key=attrgetter("position", "pk"))
    off = [_placed(TakenOff, row, one) for one in in_order(row._off)]
    unplaced = sorted((built(Unplaced, one, review=row) for one in in_order(row._unplaced)), key=attrgetter("section"))
    return Meeting(row, invited, promises, looks, row._begun, rows, off, unplaced, row._told, done)


def _done(row: Any) -> list[Done]:
    seen = {one["id"]: record_built(Record, one["kind"], one) for one in in_order(row._done_to)}
    deeds = (built(Deed, one, by=Person(pk=one["by_id"], name=one["by"])) for one in in_order(row._deeds))
    return [Done(deed, seen[deed.record_id]) for deed in deeds if deed.record_id in seen]


def _promised(review: Review, done: Sequence[Done], known: set[int]) -> list[Promise]:
    """What was taken over or begun at the items and not finished before the meeting was over, beside what the meeting
    is known to have agreed.
    """
    found: dict[int, Promise] = {}
    for one in done:
        if finished_there(one.record.ended_at, review.ended_at):
            continue
        if one.deed.name == TAKEN:
            found[one.record.pk] = Promise(one.record, one.deed.by, one.deed.until)
        elif one.deed.name in BEGUN:
            found[one.record.pk] = Promise(one.record, one.record.owner, one.record.due)
    return [promise for key, promise in found.items() if key not in known]


def _placed(model: type[Placed], review: Review, row: dict[str, Any]) -> Placed:
    owner = Person(pk=row["owner_id"], name=row["owner"]) if row["owner_id"] else None
    return built(model, row, review=review, owner=owner)


def _attendance(review: Review, row: dict[str, Any]) -> Attendance:
    delegate = Person(pk=row["delegate_id"], name=row["delegate"]) if row["delegate_id"] else None
    person = Person(pk=row["person_id"], name=row["person"])
    known = {"pk": row["id"], "presence": row["presence"], "invited": bool(row["invited"])}
    return Attendance(review=review, person=person, delegate=delegate, **known)


@dataclass(frozen=True)
class Told:
    """What the meeting reads of one item: its record's own words, what came of it, and the numbers behind it."""

    said: list[str]
    results: list[Record]
    numbers: Numbers | None


# What a meeting reads first; each kind has some of these.
_SAID: tuple[tuple[type[Record], str], ...] = (
    (Signal, "explanation"),
    (Indicator, "definition"),
    (Issue, "details"),
    (Action, "details"),
    (Issue, "containment"),
    (Decision, "choice"),
    (Risk, "cause"),
    (Risk, "consequence"),
    (Objective, "why"),
    (ResourceRequest, "why"),
    (Assumption, "text"),
    (ContextIssue, "text"),
    (InterestedParty, "text"),
)


def _read(person: Person, record: int, series: int) -> "QuerySet[Record]":
    texts = {
        f"_said_{place}": Subquery(model._base_manager.filter(pk=record).order_by().values(name))
        for place, (model, name) in enumerate(_SAID)
    }
    # What an indicator shows is no answer to anything.
    came = Record.objects.seen_by(person).filter(origin=record).exclude(kind=Signal.KIND.name)
    results = gathered(came, {**LINE, "kind": "kind"})
    found: QuerySet[Record] = Record.objects.filter(pk=record).only("pk")
    return found.annotate(**texts, _results=results, **with_numbers(person, series))


_READ = KeptSight[Record](_read)


def told_of(item: Item, person: Person) -> Told:
    """An item of the agenda as the meeting reads it; one query, and one for the values behind it."""
    series = item.series
    row: Any = _READ.first(person, item.record.pk, series.pk if series else 0)
    said = [text for place in range(len(_SAID)) if (text := getattr(row, f"_said_{place}"))]
    results = [record_built(Record, one["kind"], one) for one in in_order(row._results)]
    return Told(said, results, numbers_in(row, series) if series else None)

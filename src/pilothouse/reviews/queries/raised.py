"""What was raised out of records: the issues, risks and decisions that answer what they tell."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Q

from pilothouse.organisation.models import Person
from pilothouse.records.models import Link, Record

# What is raised for signals that have one cause.
RAISED = ("issue", "risk", "decision")


def raised_for(person: Person | None, keys: Sequence[int]) -> dict[int, list[Record]]:
    """What this person sees that was raised out of these records or is linked with them, by the record's key; for
    None all of it. Two queries.
    """
    pairs = Link.objects.filter(Q(record__in=keys) | Q(other__in=keys)).values_list("record_id", "other_id")
    linked: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        linked[one].add(other)
        linked[other].add(one)
    asked = Q(origin__in=keys) | Q(pk__in=[*linked])
    found: dict[int, list[Record]] = defaultdict(list)
    rows = Record.objects.all() if person is None else Record.objects.seen_by(person)
    for raised in rows.filter(asked, kind__in=RAISED).defer("words").order_by("id"):
        for key in linked[raised.pk] | {raised.origin_id}:
            found[key].append(raised)
    return found


def out_of_sight(person: Person, raised: Mapping[int, Sequence[Record]]) -> set[int]:
    """Keys of what of it this person does not see; a query for who does not see the whole."""
    keys = {one.pk for several in raised.values() for one in several}
    if person.paths_seen is None or not keys:
        return set()
    return keys - set(Record.objects.seen_by(person).filter(pk__in=keys).values_list("pk", flat=True))


def is_raised(key: str, when: dict[str, OuterRef]) -> Q:
    """Something came out of the record with this key, or is linked with it, in either direction."""
    of = {"kind__in": RAISED, **when}
    other, record = ({f"{side}__{name}": value for name, value in of.items()} for side in ("other", "record"))
    return Q(
        Q(Exists(Record.objects.filter(origin=OuterRef(key), **of)))
        | Q(Exists(Link.objects.filter(other=OuterRef(key), **record)))
        | Q(Exists(Link.objects.filter(record=OuterRef(key), **other)))
    )

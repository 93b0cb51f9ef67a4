"""Who answers for an input: whoever is named, else whoever holds its role highest up and longest.

Who leads may hold other roles too; those who hold only them come first.
"""

from collections.abc import Mapping, Sequence

from django.db.models import OuterRef, Q, QuerySet

from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.roles import Role
from pilothouse.reviews.inputs import INPUTS
from pilothouse.reviews.models import InputOwner
from pilothouse.trail.gathered import gathered
from pilothouse.trail.kept import Kept

ROLES = sorted({one.role for one in INPUTS} | {Role.TOP_MANAGEMENT})


def _answering() -> "QuerySet[Person]":
    """Those who stay and hold one of the roles or are named, each with what they hold and for what they are named."""
    held, named = Assignment.objects.filter(role__in=ROLES), InputOwner.objects.all()
    either = Q(pk__in=held.values("person")) | Q(pk__in=named.values("owner"))
    found: QuerySet[Person] = Person.objects.filter(either, left_on=None)
    return found.annotate(
        _held=gathered(held.filter(person=OuterRef("pk")), {"id": "id", "role": "role", "path": "unit__path"}),
        _named=gathered(named.filter(owner=OuterRef("pk")), ("input",)),
    )


_ANSWERING = Kept[Person](_answering)


def owners_of_inputs() -> Mapping[str, Person | None]:
    """Who answers for each input, by its key; None where nobody holds its role, nor leads. One query."""
    people = {person.pk: person for person in _ANSWERING.rows()}
    rows = ((row["path"], row["id"], row["role"], key) for key, person in people.items() for row in person._held or ())
    held = [Assignment(role=role, person_id=key) for _path, _id, role, key in sorted(rows)]
    answering = who_answers(held, {row["input"]: key for key, one in people.items() for row in one._named or ()})
    return {key: people.get(person) for key, person in answering.items()}


def who_answers(held: Sequence[Assignment], named: Mapping[str, int]) -> Mapping[str, int | None]:
    """Whose it is, by key: `held` are roles of those who stay, highest and longest first; `named` whoever is named."""
    by_role = dict[str, int]()
    leading = {row.person_id for row in held if row.role == Role.TOP_MANAGEMENT}
    for row in sorted(held, key=lambda row: row.person_id in leading):
        by_role.setdefault(row.role, row.person_id)
    leader = by_role.get(Role.TOP_MANAGEMENT)
    return {one.key: named.get(one.key) or by_role.get(one.role) or leader for one in INPUTS}


def owner_of_input(key: str) -> Person | None:
    """Who answers for this input; None for an unknown one."""
    return owners_of_inputs().get(key)

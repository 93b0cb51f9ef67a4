"""Who answers for an input: whoever is named, else whoever holds its role highest up and longest.

Who leads may hold other roles too; those who hold only them come first.
"""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.roles import Role
from pilothouse.reviews.inputs import INPUTS
from pilothouse.reviews.models import InputOwner
from pilothouse.trail.kept import Kept

ROLES = sorted({one.role for one in INPUTS} | {Role.TOP_MANAGEMENT})


def _holding() -> "QuerySet[Assignment]":
    held: QuerySet[Assignment] = Assignment.objects.filter(role__in=ROLES, person__left_on=None)
    return held.select_related("person", "unit").order_by("unit__path", "id")


_HELD = Kept[Assignment](_holding)
_NAMED = Kept[InputOwner](lambda: InputOwner.objects.select_related("owner"))


def owners_of_inputs() -> Mapping[str, Person | None]:
    """Who answers for each input, by its key; None where nobody holds its role, nor leads. Two queries."""
    held, named = _HELD.rows(), [row for row in _NAMED.rows() if row.owner.left_on is None]
    people = {row.person_id: row.person for row in held} | {row.owner_id: row.owner for row in named}
    answering = who_answers(held, {row.input: row.owner_id for row in named})
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

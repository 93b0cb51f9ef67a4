"""Who answers for an input: whoever is named, else whoever holds its role highest up and longest.

Who leads may hold other roles too; those who hold only them come first.
"""

from collections.abc import Mapping

from django.db.models import QuerySet

from pilothouse.organisation.models import Assignment, Person
from pilothouse.organisation.roles import Role
from pilothouse.reviews.inputs import INPUTS
from pilothouse.reviews.models import InputOwner
from pilothouse.trail.kept import Kept

_ROLES = sorted({one.role for one in INPUTS} | {Role.TOP_MANAGEMENT})


def _holding() -> "QuerySet[Assignment]":
    held: QuerySet[Assignment] = Assignment.objects.filter(role__in=_ROLES, person__left_on=None)
    return held.select_related("person", "unit").order_by("unit__path", "id")


_HELD = Kept[Assignment](_holding)
_NAMED = Kept[InputOwner](lambda: InputOwner.objects.select_related("owner"))


def owners_of_inputs() -> Mapping[str, Person | None]:
    """Who answers for each input, by its key; None where nobody holds its role, nor leads. Two queries."""
    held, by_role = _HELD.rows(), dict[str, Person]()
    leading = {row.person_id for row in held if row.role == Role.TOP_MANAGEMENT}
    for row in sorted(held, key=lambda row: row.person_id in leading):
        by_role.setdefault(row.role, row.person)
    leader = by_role.get(Role.TOP_MANAGEMENT)
    named = {row.input: row.owner for row in _NAMED.rows() if row.owner.left_on is None}
    return {one.key: named.get(one.key) or by_role.get(one.role) or leader for one in INPUTS}


def owner_of_input(key: str) -> Person | None:
    """Who answers for this input; None for an unknown one."""
    return owners_of_inputs().get(key)

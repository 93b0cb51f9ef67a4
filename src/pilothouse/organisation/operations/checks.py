"""What several operations refuse, in plain words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Assignment, Person, Unit
from pilothouse.organisation.roles import RIGHTS, Right, Role
from pilothouse.organisation.rules import covers
from pilothouse.trail.act import Act, Refused


def filled(text: str, field: str) -> str:
    """The text without blanks around it; refused where nothing is left."""
    if not text.strip():
        raise Refused(_("Write something here."), field)
    return text.strip()


def free_code(code: str, apart_from: int = 0) -> str:
    """A unit's code that no other unit has."""
    code = filled(code, "code")
    if Unit.objects.filter(code__iexact=code).exclude(pk=apart_from).exists():
        raise Refused(_("Another unit has this code."), "code")
    return code


def free_address(email: str, apart_from: int = 0) -> str:
    """An e-mail address, in lower case, that no other person has; or none."""
    address = email.strip().lower()
    if address and Person.objects.filter(email__iexact=address).exclude(pk=apart_from).exists():
        raise Refused(_("Another person has this e-mail address."), "email")
    return address


def refuse_closed(unit: Unit) -> None:
    """Nothing new begins in a closed unit."""
    if unit.closed_on:
        raise Refused(_("This unit is closed."), "unit")


def refuse_left(person: Person) -> None:
    """Who has left gets nothing more."""
    if person.left_on:
        raise Refused(_("This person has left."))


def refuse_elsewhere(act: Act, unit: Unit) -> None:
    """The person may belong to a unit that the actor looks after, while `unit` is one that they do not."""
    if isinstance(act.by, Person) and not act.by.may(Right.ADMINISTER, unit.path):
        raise Refused(_("You do not look after this unit."), "unit")


def refuse_beyond(act: Act, grants: Iterable[tuple[str, str]], field: str | None = None) -> None:
    """Whoever looks after a unit still gives nobody, and takes from nobody, more than they hold themselves."""
    if not isinstance(act.by, Person) or act.by.is_system:
        return
    own, others = ([(RIGHTS[Role(role)], path) for role, path in held] for held in (act.by.grants, grants))
    if not covers(own, others):
        raise Refused(_("That reaches further than your own rights; ask somebody of top management."), field)


def refuse_last_leader(assignment: Assignment) -> None:
    """The organisation always keeps one member of top management."""
    leaders = Assignment.objects.filter(role=Role.TOP_MANAGEMENT).exclude(pk=assignment.pk)
    if assignment.role == Role.TOP_MANAGEMENT and not leaders.exists():
        raise Refused(_("This is the last member of top management; name another one first."))

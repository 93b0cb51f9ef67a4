"""Who may sign in, and who may do what where."""

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Account, Assignment, Person, Unit
from pilothouse.organisation.operations.checks import (
    refuse_beyond,
    refuse_elsewhere,
    refuse_last_leader,
    refuse_left,
)
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right, Role
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


def open_account(act: Act, person: Person, password: str) -> None:
    """An account with this password. The password is no history; that and when access was given is."""
    if not person.email:
        raise Refused(_("To sign in a person needs an e-mail address."), "email")
    account = Account.objects.filter(person=person).first() or Account(person=person)
    account.email, account.is_active = person.email, True
    account.set_password(password)
    account.save()
    person.may_sign_in, person.access_at = True, act.at
    person.save()


@operation("person.access_given", may=holds(Right.ADMINISTER))
def give_access(act: Act, person: Person, *, password: str) -> Person:
    """Let a person sign in with this password; one they had before ends."""
    refuse_beyond(act, person.grants)
    refuse_left(person)
    open_account(act, person, password)
    return person


@operation("person.access_withdrawn", may=holds(Right.ADMINISTER))
def withdraw_access(act: Act, person: Person) -> Person:
    """From now on the person cannot sign in; running sessions end, because the account is no longer active."""
    if person.pk == act.by.pk:
        raise Refused(_("Nobody locks themselves out: ask another administrator."))
    refuse_beyond(act, person.grants)
    Account.objects.filter(person=person).update(is_active=False)
    person.may_sign_in, person.access_at = False, act.at
    person.save()
    return person


@operation("role.assigned", may=holds(Right.ADMINISTER))
def assign_role(act: Act, person: Person, *, unit: Unit, role: Role) -> Assignment:
    """Give a person a role in a unit and everything below it."""
    refuse_elsewhere(act, unit)
    refuse_beyond(act, [(role, unit.path)], "role")
    refuse_left(person)
    known: Assignment | None = Assignment.objects.filter(person=person, unit=unit, role=role).first()
    if known:
        return known
    assignment = Assignment(person=person, unit=unit, role=role)
    assignment.save()
    return assignment


@operation("role.withdrawn", may=holds(Right.ADMINISTER))
def withdraw_role(act: Act, assignment: Assignment) -> None:
    """Take a role back. The organisation always keeps one member of top management."""
    refuse_beyond(act, [(assignment.role, assignment.unit.path)])
    refuse_last_leader(assignment)
    assignment.delete()

"""People: they come, change, move, and leave."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Account, Assignment, Person, Unit
from pilothouse.organisation.operations.access import open_account
from pilothouse.organisation.operations.checks import (
    filled,
    free_address,
    refuse_beyond,
    refuse_closed,
    refuse_elsewhere,
    refuse_last_leader,
)
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right, Role
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("person.added", may=holds(Right.ADMINISTER))
def add_person(
    act: Act, *, unit: Unit, name: str, email: str = "", role: Role | None = None, password: str | None = None
) -> Person:
    """Add a person to a unit, with a first role; with a password they can sign in."""
    refuse_closed(unit)
    person = Person(name=filled(name, "name"), email=free_address(email), unit=unit)
    person.save()
    if role is not None:
        refuse_beyond(act, [(role, unit.path)], "role")
        Assignment(person=person, unit=unit, role=role).save()
    if password is not None:
        open_account(act, person, password)
    return person


@operation("person.changed", may=holds(Right.ADMINISTER))
def change_person(act: Act, person: Person, *, name: str, email: str) -> Person:
    """Correct a person's name or address; the account follows the address."""
    refuse_beyond(act, person.grants)
    address = free_address(email, person.pk)
    if person.may_sign_in and not address:
        raise Refused(_("To sign in a person needs an e-mail address."), "email")
    person.name, person.email = filled(name, "name"), address
    person.save()
    if address:
        Account.objects.filter(person=person).update(email=address)
    return person


@operation("person.moved", may=holds(Right.ADMINISTER))
def move_person(act: Act, person: Person, *, unit: Unit) -> Person:
    """Let a person belong to another unit; roles stay where they are held."""
    refuse_elsewhere(act, unit)
    refuse_closed(unit)
    person.unit = unit
    person.save()
    return person


@operation("person.left", may=holds(Right.ADMINISTER))
def note_leaving(act: Act, person: Person, *, on: date) -> Person:
    """A person has left: no access, no roles, no new work. What they did stays theirs."""
    if person.pk == act.by.pk:
        raise Refused(_("Nobody shows themselves out: ask another administrator."))
    refuse_beyond(act, person.grants)
    for assignment in Assignment.objects.filter(person=person):
        refuse_last_leader(assignment)
        assignment.delete()
    Account.objects.filter(person=person).update(is_active=False)
    person.left_on, person.may_sign_in, person.access_at = on, False, act.at
    person.save()
    return person

"""Everything that changes the organisation."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Account, Assignment, Organisation, Person, Unit
from pilothouse.organisation.rights import holds, unfounded
from pilothouse.organisation.roles import Right, Role
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@dataclass(frozen=True)
class Nobody:
    """Who founds the organisation, before anybody is known."""

    pk: int = 0


@dataclass(frozen=True)
class Founding:
    """What stands after the first act."""

    organisation: Organisation
    root: Unit
    leader: Person
    system: Person


@operation("organisation.founded", may=unfounded)
def found_organisation(
    act: Act, *, name: str, code: str, zone: str, leader: str, email: str, password: str | None
) -> Founding:
    """The first act of an installation: the organisation, its root unit, its first leader, the system person."""
    if zone not in available_timezones():
        raise Refused(_("There is no time zone of this name."), "zone")
    organisation = Organisation(name=name, zone=str(ZoneInfo(zone)))
    organisation.save()
    root = _unit(name=name, code=code, parent=None)
    first = Person(name=leader, email=email.lower(), unit=root)
    first.save()
    for role in (Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER):
        Assignment(person=first, unit=root, role=role).save()
    system = Person(name="Pilothouse", unit=root, is_system=True)
    system.save()
    if password is not None:
        _open_account(first, password)
    return Founding(organisation, root, first, system)


@operation("organisation.changed", may=holds(Right.ADMINISTER))
def change_organisation(act: Act, organisation: Organisation, *, name: str, zone: str) -> Organisation:
    """Rename the organisation or move its clock's zone."""
    if zone not in available_timezones():
        raise Refused(_("There is no time zone of this name."), "zone")
    organisation.name, organisation.zone = name, zone
    organisation.save()
    return organisation


@operation("organisation.story_told", may=holds(Right.ADMINISTER))
def tell_story(act: Act, organisation: Organisation, *, day: date, note: str) -> Organisation:
    """Mark this installation as a story: its own today, and what in it is real and what invented."""
    organisation.story_day, organisation.story_note = day, note
    organisation.save()
    return organisation


def _unit(*, name: str, code: str, parent: Unit | None) -> Unit:
    if Unit.objects.filter(code=code).exists():
        raise Refused(_("Another unit has this code."), "code")
    unit = Unit(name=name, code=code, parent=parent)
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


@operation("unit.added", may=holds(Right.ADMINISTER))
def add_unit(act: Act, *, unit: Unit, name: str, code: str) -> Unit:
    """Add a unit below `unit`."""
    return _unit(name=name, code=code, parent=unit)


@operation("unit.changed", may=holds(Right.ADMINISTER))
def change_unit(act: Act, unit: Unit, *, name: str, code: str) -> Unit:
    """Rename a unit."""
    if Unit.objects.filter(code=code).exclude(pk=unit.pk).exists():
        raise Refused(_("Another unit has this code."), "code")
    unit.name, unit.code = name, code
    unit.save()
    return unit


@operation("person.added", may=holds(Right.ADMINISTER))
def add_person(
    act: Act, *, unit: Unit, name: str, email: str = "", role: Role | None = None, password: str | None = None
) -> Person:
    """Add a person to a unit, with a first role; with a password they can sign in."""
    if email and Person.objects.filter(email__iexact=email).exists():
        raise Refused(_("Another person has this e-mail address."), "email")
    person = Person(name=name, email=email.lower(), unit=unit)
    person.save()
    if role is not None:
        Assignment(person=person, unit=unit, role=role).save()
    if password is not None:
        _open_account(person, password)
    return person


@operation("person.changed", may=holds(Right.ADMINISTER))
def change_person(act: Act, person: Person, *, name: str, email: str) -> Person:
    """Correct a person's name or address; the account follows the address."""
    if email and Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
        raise Refused(_("Another person has this e-mail address."), "email")
    person.name, person.email = name, email.lower()
    person.save()
    Account.objects.filter(person=person).update(email=person.email)
    return person


@operation("person.access_given", may=holds(Right.ADMINISTER))
def give_access(act: Act, person: Person, *, password: str) -> Person:
    """Let a person sign in."""
    _open_account(person, password)
    return person


def _open_account(person: Person, password: str) -> None:
    if not person.email:
        raise Refused(_("To sign in a person needs an e-mail address."), "email")
    account = Account.objects.filter(person=person).first() or Account(person=person)
    account.email, account.is_active = person.email, True
    account.set_password(password)
    account.save()
    person.may_sign_in = True
    person.save()


@operation("person.access_withdrawn", may=holds(Right.ADMINISTER))
def withdraw_access(act: Act, person: Person) -> Person:
    """From now on the person cannot sign in; running sessions end, because the account is no longer active."""
    if person.pk == act.by.pk:
        raise Refused(_("Nobody locks themselves out: ask another administrator."))
    Account.objects.filter(person=person).update(is_active=False)
    person.may_sign_in = False
    person.save()
    return person


@operation("role.assigned", may=holds(Right.ADMINISTER))
def assign_role(act: Act, person: Person, *, unit: Unit, role: Role) -> Assignment:
    """Give a person a role in a unit and everything below it."""
    _may_look_after(act, unit)
    known: Assignment | None = Assignment.objects.filter(person=person, unit=unit, role=role).first()
    if known:
        return known
    assignment = Assignment(person=person, unit=unit, role=role)
    assignment.save()
    return assignment


@operation("role.withdrawn", may=holds(Right.ADMINISTER))
def withdraw_role(act: Act, assignment: Assignment) -> None:
    """Take a role back. The organisation always keeps one member of top management."""
    leaders = Assignment.objects.filter(role=Role.TOP_MANAGEMENT)
    if assignment.role == Role.TOP_MANAGEMENT and leaders.count() == 1:
        raise Refused(_("This is the last member of top management; name another one first."))
    assignment.delete()


def _may_look_after(act: Act, unit: Unit) -> None:
    # The person may live in a unit that the actor looks after, while the role is given in one that they do not.
    if isinstance(act.by, Person) and not act.by.may(Right.ADMINISTER, unit.path):
        raise Refused(_("You do not look after this unit."), "unit")

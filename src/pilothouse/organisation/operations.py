"""Everything that changes the organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Account, Assignment, Organisation, Person, Unit
from pilothouse.organisation.rights import holds, unfounded
from pilothouse.organisation.roles import RIGHTS, Right, Role
from pilothouse.organisation.rules import covers
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
    organisation = Organisation(name=_filled(name, "name"), zone=_zone(zone))
    organisation.save()
    root = _unit(name=name, code=code, parent=None)
    first = Person(name=_filled(leader, "leader"), email=email.strip().lower(), unit=root)
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
    organisation.name, organisation.zone = _filled(name, "name"), _zone(zone)
    organisation.save()
    return organisation


@operation("organisation.story_told", may=holds(Right.ADMINISTER))
def tell_story(act: Act, organisation: Organisation, *, day: date, note: str) -> Organisation:
    """Mark this installation as a story: its own today, and what in it is real and what invented."""
    organisation.story_day, organisation.story_note = day, note
    organisation.save()
    return organisation


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise Refused(_("There is no time zone of this name."), "zone")
    return str(ZoneInfo(name))


def _filled(text: str, field: str) -> str:
    if not text.strip():
        raise Refused(_("Write something here."), field)
    return text.strip()


def _free_code(code: str, apart_from: int = 0) -> str:
    code = _filled(code, "code")
    if Unit.objects.filter(code__iexact=code).exclude(pk=apart_from).exists():
        raise Refused(_("Another unit has this code."), "code")
    return code


def _unit(*, name: str, code: str, parent: Unit | None) -> Unit:
    unit = Unit(name=_filled(name, "name"), code=_free_code(code), parent=parent)
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


@operation("unit.added", may=holds(Right.ADMINISTER))
def add_unit(act: Act, *, unit: Unit, name: str, code: str) -> Unit:
    """Add a unit below `unit`."""
    _refuse_closed(unit)
    return _unit(name=name, code=code, parent=unit)


@operation("unit.changed", may=holds(Right.ADMINISTER))
def change_unit(act: Act, unit: Unit, *, name: str, code: str) -> Unit:
    """Rename a unit."""
    unit.name, unit.code = _filled(name, "name"), _free_code(code, unit.pk)
    unit.save()
    return unit


@operation("unit.closed", may=holds(Right.ADMINISTER))
def close_unit(act: Act, unit: Unit, *, on: date) -> Unit:
    """Close a unit: nothing new begins in it, what it holds stays readable."""
    if unit.parent_id is None:
        raise Refused(_("The whole organisation cannot be closed."))
    if Unit.objects.filter(parent=unit, closed_on=None).exists():
        raise Refused(_("Units below it are still open; close them first."))
    if Person.objects.filter(unit=unit, left_on=None).exists():
        raise Refused(_("People still belong to it; move them first."))
    unit.closed_on = on
    unit.save()
    return unit


def _refuse_closed(unit: Unit) -> None:
    if unit.closed_on:
        raise Refused(_("This unit is closed."), "unit")


@operation("person.added", may=holds(Right.ADMINISTER))
def add_person(
    act: Act, *, unit: Unit, name: str, email: str = "", role: Role | None = None, password: str | None = None
) -> Person:
    """Add a person to a unit, with a first role; with a password they can sign in."""
    _refuse_closed(unit)
    person = Person(name=_filled(name, "name"), email=_free_address(email), unit=unit)
    person.save()
    if role is not None:
        _refuse_beyond(act, [(role, unit.path)], "role")
        Assignment(person=person, unit=unit, role=role).save()
    if password is not None:
        _open_account(person, password)
    return person


@operation("person.changed", may=holds(Right.ADMINISTER))
def change_person(act: Act, person: Person, *, name: str, email: str) -> Person:
    """Correct a person's name or address; the account follows the address."""
    _refuse_beyond(act, person.grants)
    address = _free_address(email, person.pk)
    if person.may_sign_in and not address:
        raise Refused(_("To sign in a person needs an e-mail address."), "email")
    person.name, person.email = _filled(name, "name"), address
    person.save()
    if address:
        Account.objects.filter(person=person).update(email=address)
    return person


@operation("person.moved", may=holds(Right.ADMINISTER))
def move_person(act: Act, person: Person, *, unit: Unit) -> Person:
    """Let a person belong to another unit; roles stay where they are held."""
    _may_look_after(act, unit)
    _refuse_closed(unit)
    person.unit = unit
    person.save()
    return person


@operation("person.left", may=holds(Right.ADMINISTER))
def note_leaving(act: Act, person: Person, *, on: date) -> Person:
    """A person has left: no access, no roles, no new work. What they did stays theirs."""
    if person.pk == act.by.pk:
        raise Refused(_("Nobody shows themselves out: ask another administrator."))
    _refuse_beyond(act, person.grants)
    for assignment in Assignment.objects.filter(person=person):
        _refuse_last_leader(assignment)
        assignment.delete()
    Account.objects.filter(person=person).update(is_active=False)
    person.left_on, person.may_sign_in = on, False
    person.save()
    return person


def _free_address(email: str, apart_from: int = 0) -> str:
    address = email.strip().lower()
    if address and Person.objects.filter(email__iexact=address).exclude(pk=apart_from).exists():
        raise Refused(_("Another person has this e-mail address."), "email")
    return address


@operation("person.access_given", may=holds(Right.ADMINISTER))
def give_access(act: Act, person: Person, *, password: str) -> Person:
    """Let a person sign in with this password; one they had before ends."""
    _refuse_beyond(act, person.grants)
    _refuse_left(person)
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
    _refuse_beyond(act, person.grants)
    Account.objects.filter(person=person).update(is_active=False)
    person.may_sign_in = False
    person.save()
    return person


@operation("role.assigned", may=holds(Right.ADMINISTER))
def assign_role(act: Act, person: Person, *, unit: Unit, role: Role) -> Assignment:
    """Give a person a role in a unit and everything below it."""
    _may_look_after(act, unit)
    _refuse_beyond(act, [(role, unit.path)], "role")
    _refuse_left(person)
    known: Assignment | None = Assignment.objects.filter(person=person, unit=unit, role=role).first()
    if known:
        return known
    assignment = Assignment(person=person, unit=unit, role=role)
    assignment.save()
    return assignment


@operation("role.withdrawn", may=holds(Right.ADMINISTER))
def withdraw_role(act: Act, assignment: Assignment) -> None:
    """Take a role back. The organisation always keeps one member of top management."""
    _refuse_beyond(act, [(assignment.role, assignment.unit.path)])
    _refuse_last_leader(assignment)
    assignment.delete()


def _refuse_last_leader(assignment: Assignment) -> None:
    leaders = Assignment.objects.filter(role=Role.TOP_MANAGEMENT).exclude(pk=assignment.pk)
    if assignment.role == Role.TOP_MANAGEMENT and not leaders.exists():
        raise Refused(_("This is the last member of top management; name another one first."))


def _refuse_left(person: Person) -> None:
    if person.left_on:
        raise Refused(_("This person has left."))


def _may_look_after(act: Act, unit: Unit) -> None:
    # The person may live in a unit that the actor looks after, while the role is given in one that they do not.
    if isinstance(act.by, Person) and not act.by.may(Right.ADMINISTER, unit.path):
        raise Refused(_("You do not look after this unit."), "unit")


def _refuse_beyond(act: Act, grants: Iterable[tuple[str, str]], field: str | None = None) -> None:
    """Whoever looks after a unit still gives nobody, and takes from nobody, more than they hold themselves."""
    if not isinstance(act.by, Person) or act.by.is_system:
        return
    own, others = ([(RIGHTS[Role(role)], path) for role, path in held] for held in (act.by.grants, grants))
    if not covers(own, others):
        raise Refused(_("That reaches further than your own rights; ask somebody of top management."), field)

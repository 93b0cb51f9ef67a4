"""The first act of an installation, and what is said of the organisation as a whole."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Assignment, Organisation, Person, Unit
from pilothouse.organisation.operations.access import open_account
from pilothouse.organisation.operations.checks import filled
from pilothouse.organisation.operations.units import new_unit
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
    organisation = Organisation(name=filled(name, "name"), zone=_zone(zone))
    organisation.save()
    root = new_unit(name=name, code=code, parent=None)
    first = Person(name=filled(leader, "leader"), email=email.strip().lower(), unit=root)
    first.save()
    for role in (Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER):
        Assignment(person=first, unit=root, role=role).save()
    system = Person(name="Pilothouse", unit=root, is_system=True)
    system.save()
    if password is not None:
        open_account(act, first, password)
    return Founding(organisation, root, first, system)


@operation("organisation.changed", may=holds(Right.ADMINISTER))
def change_organisation(
    act: Act, organisation: Organisation, *, name: str, zone: str, currency: str | None = None
) -> Organisation:
    """Rename the organisation, move its clock's zone, or say in which currency it asks for money (None: as it is)."""
    organisation.name, organisation.zone = filled(name, "name"), _zone(zone)
    organisation.currency = organisation.currency if currency is None else _currency(currency)
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


def _currency(code: str) -> str:
    """The code of a currency, three letters; empty for none."""
    text = code.strip().upper()
    if text and not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise Refused(_("A currency is said by three letters, such as EUR, CHF or USD."), "currency")
    return text

"""What operations of several kinds of record check before they write."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.queries import the_organisation
from pilothouse.organisation.rights import seen, sees, unit_of
from pilothouse.organisation.roles import Right
from pilothouse.records.register import owned_by_someone
from pilothouse.trail.act import Act, NotAllowed, Refused


def the_day(act: Act) -> date:
    """The date of an act where the organisation is."""
    return day_at(act.at)


def day_at(moment: datetime) -> date:
    """The date of a moment where the organisation is."""
    organisation = the_organisation()
    return moment.astimezone(organisation.tz).date() if organisation else moment.date()


def filled(text: str, field: str) -> str:
    """Text with something in it."""
    if not text.strip():
        raise Refused(_("Write something here."), field)
    return text.strip()


def one_of(value: str, allowed: Iterable[str], field: str) -> str:
    """A value from a fixed list."""
    if value not in set(allowed):
        raise Refused(_("Choose one of the words offered."), field)
    return value


def ahead(act: Act, due: date | None) -> date:
    """A promise: a date, and not one that has passed."""
    if due is None:
        raise Refused(_("Say by when."), "due")
    if due < the_day(act):
        raise Refused(_("This day has passed. A promise lies ahead."), "due")
    return due


def answerable(act: Act, owner: Person | None, unit: Unit) -> Person:
    """Somebody who may answer in this unit: one whom the actor sees, or who sees the unit."""
    person = owned_by_someone(owner)
    if isinstance(act.by, Person) and not seen(act.by, [person]) and not person.may(Right.READ, unit.path):
        raise Refused(_("There is no such person here."), "owner")
    return person


def told_why(reason: str, missing: str, longest: int = 300) -> str:
    """The reason without blanks around it. Refused with the words `missing` where there is none, and where it is longer
    than is kept: cut, it would say something else.
    """
    if not reason.strip():
        raise Refused(missing, "reason")
    return uncut(reason, "reason", longest)


def uncut(text: str, field: str, longest: int = 300) -> str:
    """Text without blanks around it. Refused where it is longer than is kept."""
    kept = text.strip()
    if len(kept) > longest:
        raise Refused(_("This is longer than %d characters.") % longest, field)
    return kept


def visible(act: Act, subject: Any, field: str, stands: Any = None) -> None:
    """Nothing is tied to what the actor may not see; what `stands` there already may stay."""
    if subject is not None and subject != stands and isinstance(act.by, Person) and not sees(act.by, subject):
        raise Refused(_("There is no such thing here."), field)


def may_in(act: Act, right: Right, unit: Unit) -> None:
    """The actor holds the right also in this unit, where it is not the one the operation is about."""
    if not isinstance(act.by, Person) or not act.by.may(right, unit.path):
        raise NotAllowed(right)


def unit_named(unit: Unit | None, origin: Any) -> Unit:
    """The unit given, else the one the origin belongs to."""
    found = unit or unit_of(origin)
    if found is None:
        raise Refused(_("Say where."), "unit")
    return found

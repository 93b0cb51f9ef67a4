"""Questions about the organisation."""

from datetime import datetime, time, timedelta
from operator import itemgetter

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length, Substr

from pilothouse.organisation.models import (
    Account,
    Assignment,
    Organisation,
    Person,
    Unit,
    units_in_sight,
    units_seen_by,
)
from pilothouse.organisation.roles import Right, roles_with
from pilothouse.trail.gathered import built, first_of, gathered
from pilothouse.trail.kept import Kept
from pilothouse.trail.queries import checkpoint

_ORGANISATION = Kept[Organisation](lambda: Organisation.objects.order_by("id")[:1])


def the_organisation() -> Organisation | None:
    """The one organisation, or None before it is founded."""
    found: Organisation | None = _ORGANISATION.first()
    return found


def system_person() -> Person:
    """The named person in whose name imports and nightly jobs act."""
    person: Person = Person.objects.get(is_system=True)
    return person


def _asking(key: int) -> QuerySet[Account]:
    person = OuterRef("person")
    reading = roles_with(Right.READ)
    above = Assignment.objects.filter(person=OuterRef(person), role__in=reading)
    head = Substr(OuterRef("path"), 1, Length("unit__path"))
    return Account.objects.filter(pk=key).select_related(None).select_related("person").annotate(
        _organisation=first_of(Organisation.objects.order_by("id"), _FIELDS),
        _grants=gathered(Assignment.objects.filter(person=person), {"role": "role", "path": "unit__path"}),
        _units=gathered(Unit.objects.filter(Exists(above.filter(unit__path=head))), _UNIT),
    )[:1]  # fmt: skip


_FIELDS = tuple(field.attname for field in Organisation._meta.concrete_fields)
_UNIT = tuple(field.attname for field in Unit._meta.concrete_fields)
_ASKING = Kept[Account](_asking)


def account_asking(key: int) -> Account | None:
    """The account of a session with its person, their roles, the units they see and the organisation: who asks, by one
    query.
    """
    row = _ASKING.first(key)
    if row is None:
        return None
    account: Account = row
    grants = [(grant["role"], grant["path"]) for grant in row._grants or ()]
    units = [built(Unit, unit) for unit in sorted(row._units or (), key=itemgetter("path"))]
    account.person.introduce(grants, units)
    row.organisation = built(Organisation, row._organisation) if row._organisation else None
    return account


def person_of(account: Account) -> Person:
    """The person behind an account, read along with it."""
    return account.person


def organisation_of(account: Account | None) -> Organisation | None:
    """The organisation, read along with the account of a session; without one it is asked for."""
    found: Organisation | None = getattr(account, "organisation", None)
    return found or the_organisation()


def units_visible_to(person: Person) -> QuerySet[Unit]:
    """Units a person may see, root first."""
    if person.paths_seen is None:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=units_seen_by(person))


def units_where(person: Person, right: Right) -> list[Unit]:
    """Open visible units in which the person holds a right, root first; read once for each loaded person."""
    return [unit for unit in units_in_sight(person) if unit.closed_on is None and person.may(right, unit.path)]


def holds_somewhere(person: Person, right: Right) -> bool:
    """Does the person hold this right in some unit? For showing a button; asks for no unit."""
    return person.is_system or any(person.may(right, path) for _role, path in person.grants)


def people(*, working: bool = True) -> QuerySet[Person]:
    """People, without the system person; by default only those who have not left."""
    found = Person.objects.filter(is_system=False).select_related("unit")
    return found.filter(left_on=None) if working else found


def people_with(right: Right, unit: Unit) -> list[Person]:
    """People who hold a right in a unit, nearest unit first: whom to ask."""
    rows = people().filter(assignments__role__in=roles_with(right)).values_list("pk", "assignments__unit__path")
    near = {key: len(path) for key, path in rows if unit.path.startswith(path)}
    found = {person.pk: person for person in people().filter(pk__in=near)}
    return [found[key] for key in sorted(near, key=lambda key: -near[key])]


def present_moment(organisation: Organisation | None, clock: datetime) -> datetime:
    """Now. A story keeps its own day: the wall clock's time of day on it, never before its latest entry."""
    if organisation is None or organisation.story_day is None:
        return clock
    local = clock.astimezone(organisation.tz)
    told = datetime.combine(organisation.story_day, local.time() or time(), organisation.tz)
    latest = checkpoint().at
    return max(told, latest + timedelta(milliseconds=1)) if latest else told

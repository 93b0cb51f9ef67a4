"""Who may: small predicates that operations name. Each takes the act and the operation's arguments."""

from collections.abc import Iterable
from typing import Any

from pilothouse.organisation.models import Organisation, Person, Unit, units_seen_by
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act
from pilothouse.trail.operation import Arguments
from pilothouse.trail.operation import Right as May

_ABOUT = ("unit", "about", "origin")


def subject_of(arguments: Arguments) -> Any:
    """What an operation is about: its second argument, else the unit, subject or origin it names."""
    names = list(arguments)[1:]
    if names and hasattr(arguments[names[0]], "pk"):
        return arguments[names[0]]
    return next((arguments[name] for name in _ABOUT if arguments.get(name) is not None), None)


def unit_of(subject: Any) -> Unit | None:
    """The unit something belongs to, walking up where it only knows its parent."""
    if subject is None or isinstance(subject, Unit):
        return subject
    unit = getattr(subject, "unit", None)
    if isinstance(unit, Unit):
        return unit
    parents = (getattr(subject, name, None) for name in ("record", "issue", "review", "series", "indicator", "person"))
    return next((found for parent in parents if parent is not None and (found := unit_of(parent))), None)


def holds(right: Right) -> May:
    """The person holds this right in the unit of the subject, or above it; organisation-wide where it has none."""

    def may(act: Act, arguments: Arguments) -> bool:
        person = act.by
        if not isinstance(person, Person):
            return False
        unit = unit_of(subject_of(arguments))
        return person.may(right, unit.path) if unit else person.may_everywhere(right)

    return may


def holds_anywhere(right: Right) -> May:
    """The person holds this right in some unit."""

    def may(act: Act, arguments: Arguments) -> bool:
        person = act.by
        if not isinstance(person, Person):
            return False
        return person.is_system or any(person.may(right, path) for _, path in person.grants)

    return may


def owner(act: Act, arguments: Arguments) -> bool:
    """The person owns the subject."""
    return getattr(subject_of(arguments), "owner_id", None) == act.by.pk


def any_of(*rights: May) -> May:
    """One of these is enough."""

    def may(act: Act, arguments: Arguments) -> bool:
        return any(right(act, arguments) for right in rights)

    return may


def of_each(right: May) -> May:
    """The right, for every one of the subjects that an operation on many is about."""

    def may(act: Act, arguments: Arguments) -> bool:
        _act, subjects, *_more = arguments
        return all(right(act, {"act": act, "subject": subject}) for subject in arguments[subjects])

    return may


def themselves(act: Act, arguments: Arguments) -> bool:
    """A person, for themselves: what they keep is theirs alone."""
    subject = subject_of(arguments)
    return isinstance(act.by, Person) and (subject is None or subject.person_id == act.by.pk)


def by_system(act: Act, arguments: Arguments) -> bool:
    """The named system person alone: what follows from values, and nobody decides."""
    return isinstance(act.by, Person) and act.by.is_system


def unfounded(act: Act, arguments: Arguments) -> bool:
    """Nobody is here yet: the very first act."""
    return not Organisation.objects.exists()


def seen(person: Person, subjects: Iterable[Any]) -> bool:
    """May the person read all of these? For operations that tie records together."""
    paths = person.paths_seen
    if paths is None:
        return True
    units = (unit_of(subject) for subject in subjects)
    return all(unit is None or any(unit.path.startswith(path) for path in paths) for unit in units)


def sees(person: Person, row: Any) -> bool:
    """May the person read this one row, which another one names? The same answer as `seen_by`, without asking anew."""
    if person.paths_seen is None or getattr(row, "everyone", False):
        return True
    return getattr(row, "owner_id", None) == person.pk or row.unit_id in units_seen_by(person)

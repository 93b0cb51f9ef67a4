"""Who may say what holds for everybody."""

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act
from pilothouse.trail.operation import Arguments


def directs(act: Act, arguments: Arguments) -> bool:
    """Whoever may decide for the whole organisation.

    There is one answer for all, and a new one replaces it everywhere.
    """
    return isinstance(act.by, Person) and act.by.may_everywhere(Right.DECIDE)

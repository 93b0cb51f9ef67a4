"""What was mended in one unit and not in the others that have the same trouble."""

from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.improvement.rules.likeness import likeness

_SAME = 0.5


@dataclass(frozen=True)
class Mended:
    """An action as far as it matters here: its key and title, the path of its unit, and whether it is done."""

    key: int
    title: str
    path: str
    done: bool


def never_reached(actions: Sequence[Mended], paths: Sequence[str]) -> dict[int, list[str]]:
    """For each action that is done: the units (paths) of the same trouble that neither it nor one like it reaches.

    An action reaches its unit and all below. One that is planned counts as on its way.
    """
    return {
        one.key: [path for path in paths if not any(path.startswith(other.path) for other in _like(one, actions))]
        for one in actions
        if one.done
    }


def _like(one: Mended, actions: Sequence[Mended]) -> list[Mended]:
    alike = [
        other for other in actions if max(likeness(one.title, other.title), likeness(other.title, one.title)) >= _SAME
    ]
    return alike or [one]

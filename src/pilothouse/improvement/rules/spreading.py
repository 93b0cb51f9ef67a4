"""What was mended in one unit and not in the others that have the same trouble."""

from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.improvement.rules.likeness import HELD
from pilothouse.records.rules import folded
from pilothouse.spc.resemblance import held


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
    if not any(one.done for one in actions):
        return {}
    titles = [folded(one.title) for one in actions]
    shares = held(titles, titles)

    def like(at: int) -> list[Mended]:
        """The action itself, and those that read like it."""
        return [o for to, o in enumerate(actions) if to == at or max(shares[at][to], shares[to][at]) >= HELD]

    return {
        one.key: [path for path in paths if not any(path.startswith(other.path) for other in like(at))]
        for at, one in enumerate(actions)
        if one.done
    }

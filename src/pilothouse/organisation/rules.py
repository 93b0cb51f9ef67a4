"""Pure rules of rights: nobody gives, or takes over, more than they hold."""

from collections.abc import Iterable, Set

Held = tuple[Set[str], str]


def covers(own: Iterable[Held], others: Iterable[Held]) -> bool:
    """Does somebody who holds `own` hold every right of `others` too, in the same unit or above it?

    Each is (rights, path of the unit): what is held in a unit is held in everything below it.
    """
    own = list(own)
    for rights, path in others:
        here: set[str] = set()
        for held, above in own:
            if path.startswith(above):
                here |= held
        if not rights <= here:
            return False
    return True

"""Pure rules of processes: what makes a hand-over, and how the map is read."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Exchange:
    """A hand-over as rules see it: keys of giver and taker (None is the world outside), and what is given."""

    giver: int | None
    taker: int | None
    what: str


def problem_of(exchange: Exchange, known: list[Exchange]) -> tuple[str, str] | None:
    """What stands against agreeing this exchange: (message key, field), or None.

    Keys: "nothing" (no text), "nowhere" (touches no process), "itself" (giver is taker), "twice" (agreed).
    """
    if not exchange.what.strip():
        return "nothing", "what"
    if exchange.giver is None and exchange.taker is None:
        return "nowhere", "taker"
    if exchange.giver == exchange.taker:
        return "itself", "taker"
    same = (exchange.giver, exchange.taker, exchange.what.strip().casefold())
    if any((other.giver, other.taker, other.what.strip().casefold()) == same for other in known):
        return "twice", "what"
    return None


def downstream(start: int, exchanges: Iterable[Exchange]) -> dict[int, int]:
    """The processes (keys) that what one process gives can reach, and in how many hand-overs at least, nearest first.

    The process itself is none of them, also where a way leads back to it.
    """
    takers: dict[int, list[int]] = {}
    for one in exchanges:
        if one.giver is not None and one.taker is not None:
            takers.setdefault(one.giver, []).append(one.taker)
    steps = {start: 0}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for taker in takers.get(here, ()):
            if taker not in steps:
                steps[taker] = steps[here] + 1
                waiting.append(taker)
    return {key: far for key, far in steps.items() if far}

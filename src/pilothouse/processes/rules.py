"""Pure rules of processes: what makes a hand-over, and how the map is read."""

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

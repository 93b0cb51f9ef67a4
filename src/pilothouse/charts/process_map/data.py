"""What a map is drawn from: frozen values that know nothing of records or databases."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["worse", "better", "changed", "calm", "gap"]
HEAVIEST = 4


@dataclass(frozen=True)
class MapProcess:
    """A process on the map; `part` is "leading", "core" or "supporting".

    `mark` is the worst of its open signals: "worse", "better", "changed", "calm" (watched and quiet) or "gap"
    (nobody can tell); `status` says it in words, `work` what is being worked on there. An empty `owner` is shown as a
    gap.
    """

    key: int
    title: str
    part: str
    code: str = ""
    owner: str = ""
    href: str = ""
    mark: Mark = "calm"
    status: str = ""
    work: str = ""


@dataclass(frozen=True)
class MapHandover:
    """What is handed over; no giver is the customer's need, no taker the customer's satisfaction.

    `weight` is how much of it there is among all that is counted on the map, from 1 (little) to `HEAVIEST`; 0 where
    nobody counts. `trouble` is the mark of what is wrong with its giver: "worse" or "changed", None where nothing is.
    """

    giver: int | None
    taker: int | None
    what: str
    href: str = ""
    hint: str = ""
    weight: int = 0
    trouble: Mark | None = None


@dataclass(frozen=True)
class MapWords:
    """Every text the map adds of its own."""

    title: str = "Process map"
    need: str = "What customers need"
    satisfaction: str = "Customers served"
    leading: str = "Leading"
    core: str = "Core"
    supporting: str = "Supporting"
    nobody: str = "nobody answers for it"

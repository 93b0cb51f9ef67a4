"""What a map is drawn from: frozen values that know nothing of records or databases."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["worse", "better", "changed", "calm", "gap"]


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
    """What is handed over; no giver is the customer's need, no taker the customer's satisfaction."""

    giver: int | None
    taker: int | None
    what: str
    href: str = ""
    hint: str = ""


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

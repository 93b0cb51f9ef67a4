"""Was it foreseen? What a serious issue says about the register, and which risks read like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pilothouse.improvement.rules.likeness import likeness

_LIKE_ENOUGH = 0.5


class Foresight(StrEnum):
    """What the register knew. `LATE`: the risk was put there only after it had happened."""

    FORESEEN = "foreseen"
    LATE = "late"
    UNFORESEEN = "unforeseen"
    UNSAID = "unsaid"


class Ground(StrEnum):
    """What an issue and a risk share."""

    SERIES = "series"
    PROCESS = "process"
    WORDS = "words"


@dataclass(frozen=True)
class Look:
    """An issue or a risk, as far as it matters for what belongs together: its words, processes and series."""

    words: str
    processes: frozenset[int] = frozenset()
    series: frozenset[int] = frozenset()


def foresight(began: date, *, said: bool, registered: date | None) -> Foresight:
    """What the register knew of something that began on a day; `registered` is when its risk was put there."""
    if not said:
        return Foresight.UNSAID
    if registered is None:
        return Foresight.UNFORESEEN
    return Foresight.FORESEEN if registered < began else Foresight.LATE


def shared(issue: Look, title: str, risk: Look) -> tuple[Ground, ...]:
    """What an issue and a risk with this title have in common, the strongest first."""
    alike = likeness(issue.words, title) >= _LIKE_ENOUGH
    found = ((Ground.SERIES, issue.series & risk.series), (Ground.PROCESS, issue.processes & risk.processes),
             (Ground.WORDS, alike))  # fmt: skip
    return tuple(ground for ground, holds in found if holds)


def likely_risks(
    issue: Look, risks: Mapping[int, tuple[str, Look]], most: int = 3
) -> list[tuple[int, tuple[Ground, ...]]]:
    """Keys of the risks that an issue may be, with why, the likeliest first; a process alone is no reason."""
    found = ((key, shared(issue, title, look)) for key, (title, look) in risks.items())
    good = [(key, grounds) for key, grounds in found if set(grounds) - {Ground.PROCESS}]
    return sorted(good, key=lambda one: (-len(one[1]), one[0]))[:most]


def hit_rate(found: Iterable[Foresight]) -> tuple[int, int]:
    """How many were foreseen, of how many of which somebody has said it."""
    told = [one for one in found if one is not Foresight.UNSAID]
    return sum(one is Foresight.FORESEEN for one in told), len(told)

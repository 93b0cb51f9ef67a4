"""Was it foreseen? What a serious issue says about the register, and which risks read like it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pilothouse.improvement.rules.likeness import likeness
from pilothouse.risks.rules import in_time

_LIKE_ENOUGH = 0.5


class Foresight(StrEnum):
    """What the register knew. `CLOSED`: the risk had been there and was taken off before it happened; `LATE`: it was
    put there only afterwards.
    """

    FORESEEN = "foreseen"
    CLOSED = "closed"
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


def off_since(began: date, moves: Iterable[tuple[date, bool]]) -> date | None:
    """Since when a risk was off the register on the day something began; None where it stood there. `moves` are the
    days on which it was closed (False) or opened again (True), in order; a day is over only on the next one.
    """
    since: date | None = None
    for day, back in moves:
        if day < began:
            since = None if back else day
    return since


def foresight(began: date, *, said: bool, registered: date | None, closed: date | None = None) -> Foresight:
    """What the register knew of something that began on a day; `registered` is when its risk was put there, `closed`
    since when it was off it then.
    """
    if not said:
        return Foresight.UNSAID
    if registered is None:
        return Foresight.UNFORESEEN
    if registered >= began:
        return Foresight.LATE
    return Foresight.CLOSED if closed else Foresight.FORESEEN


@dataclass(frozen=True)
class Warned:
    """One warning of a risk: its day, and whether its owner declined it as saying nothing new."""

    on: date
    declined: bool = False


def ahead_of(began: date, warnings: Sequence[Warned]) -> tuple[int | None, int | None]:
    """How many days before something began the first warning came that its owner heard; and, where there is none, the
    first that was declined. The signal that it began with is found on its onset or later, so that it never warned.
    """
    heard = in_time((one.on for one in warnings if not one.declined), began)
    return heard, None if heard else in_time((one.on for one in warnings if one.declined), began)


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

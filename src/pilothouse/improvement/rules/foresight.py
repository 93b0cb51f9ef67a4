"""Was it foreseen? What a serious issue says about the register, and which risks read like it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pilothouse.improvement.rules.likeness import resembling
from pilothouse.risks.rules import in_time


class Foresight(StrEnum):
    """What the register knew. `CLOSED`: the risk had been there and was taken off before it happened; `LATE`: it was
    put there only afterwards. `UNKNOWN`: somebody was asked and does not know; `UNSAID`: nobody has answered.
    """

    FORESEEN = "foreseen"
    CLOSED = "closed"
    LATE = "late"
    UNFORESEEN = "unforeseen"
    UNKNOWN = "unknown"
    UNSAID = "unsaid"


class Ground(StrEnum):
    """What an issue and a risk share."""

    SERIES = "series"
    PROCESS = "process"
    WORDS = "words"


@dataclass(frozen=True)
class Look:
    """An issue or a risk, as far as it matters for what belongs together: its title and what else it tells, processes
    and series.
    """

    title: str
    words: str = ""
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


def foresight(began: date, *, registered: date | None, closed: date | None = None) -> Foresight:
    """What the register knew of something that began on a day, where somebody says so; `registered` is when its risk
    was put there (None: no risk), `closed` since when it was off it then.
    """
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


def _shared(issue: Look, risk: Look, *, alike: bool) -> tuple[Ground, ...]:
    """What an issue and a risk have in common, the strongest first."""
    found = ((Ground.SERIES, issue.series & risk.series), (Ground.PROCESS, issue.processes & risk.processes),
             (Ground.WORDS, alike))  # fmt: skip
    return tuple(ground for ground, holds in found if holds)


def likely_risks(
    issues: Sequence[Look], risks: Mapping[int, Look], most: int = 3
) -> list[list[tuple[int, tuple[Ground, ...]]]]:
    """For each issue the keys of the risks that it may be, with why, the likeliest first: those that share most with
    it, and of these the ones that read most like it. A process alone is no reason.
    """
    keys = list(risks)
    texts = [f"{issue.title} {issue.words}" for issue in issues]
    alike = resembling(texts, [(risk.title, risk.words) for risk in risks.values()])
    return [
        _likely(issue, risks, [keys[place] for place in places])[:most]
        for issue, places in zip(issues, alike, strict=True)
    ]


def _likely(issue: Look, risks: Mapping[int, Look], alike: Sequence[int]) -> list[tuple[int, tuple[Ground, ...]]]:
    places = {key: place for place, key in enumerate(alike)}
    found = ((key, _shared(issue, risk, alike=key in places)) for key, risk in risks.items())
    good = [(key, grounds) for key, grounds in found if set(grounds) - {Ground.PROCESS}]
    return sorted(good, key=lambda one: (-len(one[1]), places.get(one[0], len(places)), one[0]))


@dataclass(frozen=True)
class HitRate:
    """What the register knew of serious issues, every one of them counted once: `missed` also where the risk came
    only afterwards or had been closed; `unknown` where it cannot be said any more, `unsaid` where nobody has said it.
    """

    foreseen: int
    missed: int
    unknown: int
    unsaid: int

    @property
    def told(self) -> int:
        """Of so many somebody knows it."""
        return self.foreseen + self.missed

    @property
    def open(self) -> int:
        """Of so many nobody can tell it."""
        return self.unknown + self.unsaid

    @property
    def all(self) -> int:
        return self.told + self.open

    @property
    def most(self) -> int:
        """So many were foreseen if all of which nobody can tell it were; `foreseen` is the fewest."""
        return self.foreseen + self.open


def hit_rate(found: Iterable[Foresight]) -> HitRate:
    """Count them, so that what nobody has said is not left out without a word."""
    counts = Counter(found)
    foreseen, unknown, unsaid = (counts[one] for one in (Foresight.FORESEEN, Foresight.UNKNOWN, Foresight.UNSAID))
    return HitRate(foreseen, counts.total() - foreseen - unknown - unsaid, unknown, unsaid)

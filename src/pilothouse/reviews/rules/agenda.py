"""What comes first on an agenda."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from enum import IntEnum
from textwrap import shorten

# Below this chance an objective's target looks out of reach, so that leaders talk about it while there is time.
LOW_CHANCE = 0.25
# A meeting can look at so many changes somebody has already answered; the strongest come first.
MOST_ANSWERED_SIGNALS = 12


class Section(IntEnum):
    """The parts of an agenda in the order of the meeting."""

    SILENT = 1
    RISKS = 2
    SIGNALS = 3
    ISSUES = 4
    APPETITE = 5
    ACTIONS = 6
    VERDICTS = 7
    RESOURCES = 8
    OBJECTIVES = 9


@dataclass(frozen=True)
class Candidate:
    """A record that asks for the meeting's attention, and why. `weight`: the heavier, the earlier in its section.
    `brought`: the section that brought it, where its silence has moved it to the front of the meeting.
    """

    record_id: int
    section: Section
    weight: float
    reason: str
    brought: Section | None = None

    @property
    def shares(self) -> Section:
        """The section whose places it takes: silence moves it forward, and takes no place of another section."""
        return self.brought or self.section


@dataclass(frozen=True)
class Agenda:
    """An agenda: what it takes, in the order of the meeting, and of which section how many did not fit."""

    taken: list[Candidate]
    left: Mapping[Section, int] = field(default_factory=dict)


def arranged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The agenda: by section, the heavier first, each record once (where it stands first)."""
    once: dict[int, Candidate] = {}
    for one in sorted(candidates, key=lambda c: (c.section, -c.weight, c.record_id)):
        once.setdefault(one.record_id, one)
    return list(once.values())


def silent_first(
    candidates: Iterable[Candidate], silent: Mapping[int, tuple[float, str]], words: Callable[[str, str], str]
) -> list[Candidate]:
    """The same, with those whose silence has climbed first: `silent` has weight and reason by record, `words` joins two
    reasons. What is silent and nothing else brought comes with that reason alone.
    """
    found = list(candidates)
    moved = [_moved(one, silent[one.record_id], words) if one.record_id in silent else one for one in found]
    known = {one.record_id for one in found}
    alone = [Candidate(key, Section.SILENT, *told) for key, told in silent.items() if key not in known]
    return [*moved, *alone]


def _moved(one: Candidate, told: tuple[float, str], words: Callable[[str, str], str]) -> Candidate:
    weight, reason = told
    return Candidate(one.record_id, Section.SILENT, weight, words(one.reason, reason), one.section)


def both(reason: str, silence: str, *, longest: int) -> str:
    """Two reasons as one that fits, cut at words; the silence is always told."""
    silence = shorten(silence, longest // 2, placeholder="…")
    return f"{shorten(reason, longest - len(silence) - 2, placeholder='…')}; {silence}"


def fitting(candidates: Iterable[Candidate], sections: Set[Section], most: int) -> Agenda:
    """What a meeting of this template takes: these sections, so many at most, in the order of the agenda.

    The sections take one place each in turn until there are none, so that many of one kind never push out another.
    """
    wanted = arranged(one for one in candidates if one.section in sections)
    turns: Counter[Section] = Counter()
    queue = []
    for place, one in enumerate(wanted):
        queue.append((turns[one.shares], one.shares, place))
        turns[one.shares] += 1
    kept = {place for *_turn, place in sorted(queue)[:most]}
    left = Counter(one.shares for place, one in enumerate(wanted) if place not in kept)
    return Agenda([one for place, one in enumerate(wanted) if place in kept], left)

"""What comes first on an agenda."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum

from pilothouse.measures.weeks import YEAR, recent_since

# A meeting can look at so many changes somebody has already answered; the strongest come first.
MOST_ANSWERED_SIGNALS = 12
# An agenda says in so many letters why something is on it.
REASON = 400


def sets_since(last_review: date, on: date) -> date:
    """A meeting on this day is told of units that changed together where that was found from here on: since the last
    review, and whatever the bridge tells of as recent; no further back than such changes are kept. Agenda and pack ask
    this.
    """
    return max(min(last_review, recent_since(on)), on - YEAR)


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
class Parts:
    """What an item consists of beside the record that stands for it: the records `together` with it; of a set of units
    the series that changed (`named`) and all that were `judged`; and those whose numbers its reason tells (`behind`).
    Keys.
    """

    together: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    judged: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A record that asks for the meeting's attention, and why. `weight`: the heavier, the earlier in its section.
    `brought`: the section that brought it, where its silence has moved it to the front of the meeting.

    `plain` is the reason in words for who does not see all that it tells of: the series behind it, or the whole
    organisation where there are none; "" where it tells of the record alone.
    """

    record_id: int
    section: Section
    weight: float
    reason: str
    parts: Parts = Parts()
    brought: Section | None = None
    plain: str = ""

    @property
    def keys(self) -> frozenset[int]:
        """All records it is about."""
        return frozenset({self.record_id, *self.parts.together})

    @property
    def shares(self) -> Section:
        """The section whose places it takes: silence moves it forward, and takes no place of another section."""
        return self.brought or self.section

    @property
    def is_silence(self) -> bool:
        """It tells of silence alone: nothing brought it."""
        return self.section is Section.SILENT and self.brought is None


@dataclass(frozen=True)
class Agenda:
    """An agenda: what it takes, in the order of the meeting, and of which section how many did not fit."""

    taken: list[Candidate]
    left: Mapping[Section, int] = field(default_factory=dict)


def arranged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The agenda: by section, the heavier first; each record once, where it stands first, with all its reasons in that
    order, and its silence last.
    """
    once: dict[int, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda c: (c.section, -c.weight, c.record_id)):
        once.setdefault(one.record_id, []).append(one)
    return [replace(several[0], reason=_told(several), plain=_told(_plain(several))) for several in once.values()]


def _plain(several: Iterable[Candidate]) -> list[Candidate]:
    return [replace(one, reason=one.plain or one.reason) for one in several]


def _told(several: Sequence[Candidate]) -> str:
    reasons = [one.reason for one in several if not one.is_silence and one.reason]
    silence = [one.reason for one in several if one.is_silence and one.reason]
    return both("; ".join(reasons), "; ".join(silence))


def both(reason: str, silence: str) -> str:
    """What brought a record and its silence as one reason that fits, cut at words; the silence is always told. What is
    "" adds nothing.
    """
    if not reason or not silence:
        return _cut(reason or silence, REASON)
    silence = _cut(silence, REASON // 2)
    return f"{_cut(reason, REASON - len(silence) - 2)}; {silence}"


def _cut(text: str, longest: int) -> str:
    """As many of its words as fit; spaces that bind a number to its unit stay."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[: longest - 1]}…"


def going_on(known: Sequence[tuple[int, Set[int]]], wanted: Sequence[Candidate]) -> dict[int, Candidate]:
    """As which candidates known items go on, by their place among the known: the same record stands for both, else they
    have records in common, the most where several do. Each item is the first of its records and all of them.
    """
    places = {first: place for place, (first, _keys) in enumerate(known)}
    found = {places[one.record_id]: one for one in wanted if one.record_id in places}
    for one in wanted:
        alike = [(len(one.keys & keys), -place) for place, (_first, keys) in enumerate(known) if place not in found]
        shared, place = max(alike, default=(0, 0))
        if one.record_id not in places and shared:
            found[-place] = one
    return found


def silent_first(candidates: Iterable[Candidate], silent: Mapping[int, tuple[float, str]]) -> list[Candidate]:
    """The same, with those whose silence has climbed first: `silent` has weight and reason by record ("" where it is
    not for this one to tell). The reason of the silence follows what else brought a record, and stands alone where
    nothing did.
    """
    moved = [_moved(one, silent[one.record_id][0]) if one.record_id in silent else one for one in candidates]
    return [*moved, *(Candidate(key, Section.SILENT, *told) for key, told in silent.items())]


def _moved(one: Candidate, weight: float) -> Candidate:
    return replace(one, section=Section.SILENT, weight=weight, brought=one.section)


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


def rising(positions: Iterable[int]) -> list[int]:
    """The same places, in their order, none of them twice: two people may have taken one at the same time. A gap stays
    a gap.
    """
    found: list[int] = []
    for position in positions:
        found.append(max(position, found[-1] + 1) if found else position)
    return found

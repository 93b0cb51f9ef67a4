"""What comes first on an agenda."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from enum import IntEnum

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
class Parts:
    """What an item consists of beside the record that stands for it: the records `together` with it; of a set of units
    the series that changed (`named`) and all that were `judged`. Keys.
    """

    together: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    judged: tuple[int, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A record that asks for the meeting's attention, and why. `weight`: the heavier, the earlier in its section."""

    record_id: int
    section: Section
    weight: float
    reason: str
    parts: Parts = Parts()


def arranged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The agenda: by section, the heavier first; each record once, where it stands first, with all its reasons in that
    order.
    """
    once: dict[int, Candidate] = {}
    for one in sorted(candidates, key=lambda c: (c.section, -c.weight, c.record_id)):
        first = once.setdefault(one.record_id, one)
        if first is not one:
            once[one.record_id] = replace(first, reason=_joined(first.reason, one.reason))
    return list(once.values())


def silent_first(candidates: Iterable[Candidate], silent: Mapping[int, tuple[float, str]]) -> list[Candidate]:
    """The same, with those whose silence has climbed first: `silent` has weight and reason by record ("" where it is
    not for this one to tell). The reason of the silence follows what else brought a record, and stands alone where
    nothing did.
    """
    moved = [_moved(one, silent[one.record_id][0]) if one.record_id in silent else one for one in candidates]
    return [*moved, *(Candidate(key, Section.SILENT, *told) for key, told in silent.items())]


def _moved(one: Candidate, weight: float) -> Candidate:
    return replace(one, section=Section.SILENT, weight=weight)


def _joined(first: str, then: str) -> str:
    return f"{first}; {then}" if first and then else first or then


def fitting(candidates: Iterable[Candidate], sections: Set[Section], most: int) -> list[Candidate]:
    """What a meeting of this template takes: these sections, so many at most, in the order of the agenda."""
    return arranged(one for one in candidates if one.section in sections)[:most]

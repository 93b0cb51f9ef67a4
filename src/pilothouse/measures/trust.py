"""How far a number can be trusted: a label from A to D, out of where it comes from and how it is kept. Pure.

A: read from a source, fresh, defined, without gaps and hardly ever corrected. Each weakness costs points; what costs
most is told first, and what would be cheapest to mend is proposed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from pilothouse.measures.periods import days_of, period_numbers

# The label looks at so many of the latest values.
LOOKED_AT = 24
# A definition shorter than this defines nothing; what a letter of an alphabet says is one.
FEWEST_LETTERS = 40
# First and last sign of blocks whose signs say more: of a word (Chinese, Japanese) three, of a syllable (kana, Hangul)
# two. A sentence about a measure is as much shorter in them.
_SAYS_MORE = (
    (0x3041, 0x30FF, 2), (0x3400, 0x4DBF, 3), (0x4E00, 0x9FFF, 3), (0xAC00, 0xD7A3, 2), (0xF900, 0xFAFF, 3),
    (0x20000, 0x3FFFF, 3),
)  # fmt: skip
# Shares from which on corrections and gaps count, and from which on they count double.
NOTICEABLE, HEAVY = 0.05, 0.2


class Label(StrEnum):
    """From A, decide on it, to D, mend it before you decide on it."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


# Numbers with such a label are to be mended before one decides on them.
WEAK = frozenset({Label.C, Label.D})


class Weakness(StrEnum):
    """What keeps a number from an A; words for people are the doors'."""

    NO_VALUES = "no_values"
    LATE = "late"
    BY_HAND = "by_hand"
    FILE = "file"
    NO_OWNER = "no_owner"
    OWNER_LEFT = "owner_left"
    NO_PROCESS = "no_process"
    SHORT_DEFINITION = "short_definition"
    CORRECTED = "corrected"
    GAPS = "gaps"


# What it takes to mend each, least first: a field to fill in, a value to enter, a file to connect, a habit to change.
CHEAPEST = (
    Weakness.NO_OWNER, Weakness.OWNER_LEFT, Weakness.NO_PROCESS, Weakness.SHORT_DEFINITION, Weakness.LATE,
    Weakness.NO_VALUES, Weakness.FILE, Weakness.BY_HAND, Weakness.GAPS, Weakness.CORRECTED,
)  # fmt: skip
# Ways in, the weakest first.
_ROUTES = ("form", "paste", "file", "source")
_BY_HAND = {"form", "paste"}
# What it costs that there is no value at all, and at most that values are late; no owner, and no process.
NOTHING, MOST_LATE, UNOWNED, OUTSIDE = 5, 3, 2, 1
# With so many points a label still holds; with more it is a D.
_UP_TO = ((Label.A, 0), (Label.B, 2), (Label.C, 4))


@dataclass(frozen=True)
class Brought:
    """What the latest values of a series rest on: the weakest `route` by which one of them came in ("" for none), and
    shares between 0 and 1: of values that were changed after they had been entered, of periods without one. `defined`:
    their definition says what is measured.
    """

    route: str
    corrected: float
    gaps: float
    defined: bool


@dataclass(frozen=True)
class Facts:
    """What the label of a series is made of; `late` is how many of its periods are overdue, `ended`: it is measured no
    more. An owner who has left (`owner_left`) answers for nothing.
    """

    brought: Brought
    late: int
    has_owner: bool
    has_process: bool
    ended: bool = False
    owner_left: bool = False


@dataclass(frozen=True)
class Trust:
    """The label, and what each weakness costs, the heaviest first. What has `ended` stays as it is."""

    label: Label
    costs: dict[Weakness, int]
    ended: bool = field(default=False, repr=False)

    @property
    def weaknesses(self) -> tuple[Weakness, ...]:
        """What keeps it from an A, the heaviest first."""
        return tuple(self.costs)

    @property
    def upgrade(self) -> tuple[Weakness, ...]:
        """The fewest weaknesses that have to be mended for a better label; of equally few those mended with the least
        effort. Nothing where there is nothing to gain.
        """
        if self.ended:
            return ()
        return next((mended for mended in _ways_up(self) if self.after(mended) < self.label), ())

    def after(self, mended: Sequence[Weakness]) -> Label:
        """The label once these weaknesses are mended."""
        return label_of(sum(cost for weakness, cost in self.costs.items() if weakness not in mended))


def _ways_up(found: Trust) -> Iterator[tuple[Weakness, ...]]:
    present = [weakness for weakness in CHEAPEST if weakness in found.costs]
    for count in range(1, len(present) + 1):
        yield from combinations(present, count)


def trust(facts: Facts) -> Trust:
    """The label of a series by its facts."""
    cost = {weakness: points for weakness, points in _costs(facts).items() if points}
    heaviest = sorted(cost, key=lambda weakness: (-cost[weakness], CHEAPEST.index(weakness)))
    return Trust(label_of(sum(cost.values())), {weakness: cost[weakness] for weakness in heaviest}, facts.ended)


def label_of(points: int) -> Label:
    """The label that so many points of weakness leave."""
    return next((label for label, most in _UP_TO if points <= most), Label.D)


def points_of(label: Label) -> tuple[int, int | None]:
    """Fewest and most points of weakness with which a series has this label; None where there is no upper bound."""
    labels = list(Label)
    most = dict(_UP_TO)
    place = labels.index(label)
    return (most[labels[place - 1]] + 1 if place else 0, most.get(label))


def label_on(kept: int | None, late: int, *, owned: bool, placed: bool) -> Label:
    """The label by what is kept of a series (`points_brought`, None without a value) and what is read off on a day."""
    if kept is None:
        return label_of(NOTHING)
    return label_of(kept + min(late, MOST_LATE) + (0 if owned else UNOWNED) + (0 if placed else OUTSIDE))


def reached_by_half(counts: Mapping[Label, int]) -> Label | None:
    """The best label that at least half of the numbers reach; None where there are none."""
    total, so_far = sum(counts.values()), 0
    for label in Label:
        so_far += counts.get(label, 0)
        if total and 2 * so_far >= total:
            return label
    return None


def brought(periods: Sequence[date], routes: Sequence[Sequence[str]], frequency: str, definition: str) -> Brought:
    """What values rest on: `periods` in order, and of each the ways in of its values as they came, the current last."""
    latest, ways = periods[-LOOKED_AT:], routes[-LOOKED_AT:]
    return Brought(
        route=min((came[-1] for came in ways), key=_ROUTES.index, default=""),
        corrected=sum(len(came) > 1 for came in ways) / max(len(latest), 1),
        gaps=_gaps(latest, frequency),
        defined=is_defined(definition),
    )


def is_defined(definition: str) -> bool:
    """Whether a definition is long enough to define anything, in whatever script."""
    return sum(map(_says, definition.strip())) >= FEWEST_LETTERS


def _says(sign: str) -> int:
    place = ord(sign)
    return next((much for first, last, much in _SAYS_MORE if first <= place <= last), 1)


def points_brought(found: Brought) -> int:
    """What it costs how values came in and how they are defined: all but lateness, owner and process."""
    return sum(_brought(found).values())


def _costs(facts: Facts) -> dict[Weakness, int]:
    if not facts.brought.route:
        return {Weakness.NO_VALUES: NOTHING}
    return {
        **_brought(facts.brought),
        Weakness.LATE: min(facts.late, MOST_LATE),
        Weakness.NO_OWNER: 0 if facts.has_owner else UNOWNED,
        Weakness.OWNER_LEFT: UNOWNED if facts.has_owner and facts.owner_left else 0,
        Weakness.NO_PROCESS: 0 if facts.has_process else OUTSIDE,
    }


def _brought(found: Brought) -> dict[Weakness, int]:
    return {
        Weakness.BY_HAND: 2 if found.route in _BY_HAND else 0,
        Weakness.FILE: int(found.route == "file"),
        Weakness.SHORT_DEFINITION: 0 if found.defined else 1,
        Weakness.CORRECTED: _weight(found.corrected),
        Weakness.GAPS: _weight(found.gaps),
    }


def _weight(share: float) -> int:
    return int(share > NOTICEABLE) + int(share > HEAVY)


def _gaps(periods: Sequence[date], frequency: str) -> float:
    if len(periods) < 2:
        return 0.0
    first, last = period_numbers(days_of([periods[0], periods[-1]]), frequency).tolist()
    return 1.0 - len(periods) / (int(last) - int(first) + 1)

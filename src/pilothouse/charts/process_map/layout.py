"""Where the processes stand: three rows, each spread evenly over the width."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pilothouse.charts.process_map.data import MapProcess, MapWords
from pilothouse.charts.process_map.wrapping import balanced, wrapped

NEED, SATISFACTION = -1, -2
NARROWEST, GUTTER = 1180.0, 136.0
TITLE, SMALL = 14.0, 12.0
TITLE_LINE, SMALL_LINE = 18.0, 16.0
TIP = 13.0
_PAD = 12.0
_LEAST_PITCH = {0: 168.0, 1: 178.0, 2: 168.0}
_WIDEST_BOX = {0: 214.0, 1: 236.0, 2: 214.0}
_BETWEEN = {0: 26.0, 1: 38.0, 2: 26.0}

Form = Literal["box", "arrow", "end"]


@dataclass(frozen=True)
class Box:
    """One shape of the map: row 0 leading, 1 core with the two ends, 2 supporting. `y` counts from its row's top."""

    key: int
    row: int
    form: Form
    x: float
    width: float
    height: float
    title: tuple[str, ...]
    owner: tuple[str, ...] = ()
    status: str = ""
    process: MapProcess | None = None

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def inset(self) -> float:
        """Where its texts begin: an arrow has a notch at its left."""
        return self.x + _PAD + (TIP if self.form == "arrow" else 0.0)


@dataclass(frozen=True)
class Rows:
    """All shapes by key, the drawing's width, the height of each row, and free x positions between core shapes."""

    boxes: dict[int, Box]
    width: float
    heights: tuple[float, float, float]
    gaps: tuple[float, ...]


def rows_of(processes: Sequence[MapProcess], words: MapWords) -> Rows:
    """Place all processes in the order given."""
    order = ("leading", "core", "supporting")
    parts = [[process for process in processes if process.part == part] for part in order]
    needed = (2 * GUTTER + len(part) * _LEAST_PITCH[row] for row, part in enumerate(parts))
    width = max(NARROWEST, *needed)
    boxes: list[Box] = []
    for row, part in enumerate(parts):
        boxes += _even([_shape(process, row, _box_width(width, len(part), row), words) for process in part], width)
    boxes += _ends(words, width)
    heights = tuple(max((box.height for box in boxes if box.row == row), default=0.0) for row in range(3))
    levelled = {box.key: _as_high(box, heights[box.row]) for box in boxes}
    return Rows(levelled, width, (heights[0], heights[1], heights[2]), _gaps(boxes))


def _box_width(width: float, count: int, row: int) -> float:
    return min((width - 2 * GUTTER) / max(count, 1) - _BETWEEN[row], _WIDEST_BOX[row])


def _shape(process: MapProcess, row: int, width: float, words: MapWords) -> Box:
    form: Form = "arrow" if row == 1 else "box"
    inside = width - 2 * _PAD - (TIP if form == "arrow" else 0.0)
    title = tuple(balanced(process.title, inside, TITLE * 1.06, 3))
    owner = tuple(wrapped(process.owner or words.nobody, inside, SMALL, 2))
    height = 2 * _PAD + len(title) * TITLE_LINE + (len(owner) + 1 + bool(process.work)) * SMALL_LINE + 6.0
    return Box(process.key, row, form, 0.0, width, height, title, owner, process.status, process)


def _even(boxes: list[Box], width: float) -> list[Box]:
    pitch = (width - 2 * GUTTER) / max(len(boxes), 1)
    starts = (GUTTER + pitch * i + (pitch - box.width) / 2 for i, box in enumerate(boxes))
    return [_at(box, x) for box, x in zip(boxes, starts, strict=True)]


def _ends(words: MapWords, width: float) -> list[Box]:
    side = GUTTER - 28.0
    made = []
    for key, label, x in ((NEED, words.need, 0.0), (SATISFACTION, words.satisfaction, width - side)):
        title = tuple(balanced(label, side - 20.0, TITLE * 1.06, 4))
        made.append(Box(key, 1, "end", x, side, 2 * _PAD + len(title) * TITLE_LINE, title))
    return made


def _gaps(boxes: Sequence[Box]) -> tuple[float, ...]:
    """Where a line may pass from above the chain to below it."""
    core = sorted((box for box in boxes if box.row == 1), key=lambda box: box.x)
    pairs = itertools.pairwise(core)
    return tuple((left.x + left.width + TIP * (left.form == "arrow") + right.x) / 2 for left, right in pairs)


def _at(box: Box, x: float) -> Box:
    return Box(box.key, box.row, box.form, x, box.width, box.height, box.title, box.owner, box.status, box.process)


def _as_high(box: Box, height: float) -> Box:
    return Box(box.key, box.row, box.form, box.x, box.width, height, box.title, box.owner, box.status, box.process)

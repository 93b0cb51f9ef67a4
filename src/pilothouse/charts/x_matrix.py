"""The X-matrix: themes below, objectives left, initiatives above, indicators and owners right; marks in the corners.

A full dot is a strong tie, a ring a weak one: told by shape, never by colour alone. Pure: values in, text out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pilothouse.charts.process_map.wrapping import wrapped
from pilothouse.charts.svg import number, tag, text, text_width, titled

CELL = 26.0
_PAD, _GAP, _SIZE = 8.0, 14.0, 12.0
_ROW, _COLUMN = (230.0, 460.0), (170.0, 350.0)  # least and most room for the names of rows and of columns
_STRONG, _WEAK = 5.5, 4.5


@dataclass(frozen=True)
class Entry:
    """One thing on a side: its key, its name, where it leads, what a pointer is told beside the name, and the number of
    its record ("" for a person): it stands before the name and is never shortened.
    """

    key: str
    title: str
    href: str = ""
    hint: str = ""
    number: str = ""


@dataclass(frozen=True)
class Sides:
    """What stands on each side, nearest to the middle first."""

    themes: Sequence[Entry]
    objectives: Sequence[Entry]
    initiatives: Sequence[Entry]
    indicators: Sequence[Entry]
    owners: Sequence[Entry]


@dataclass(frozen=True)
class MatrixWords:
    """Every text the drawing adds of its own; `strong` and `weak` are what a mark says."""

    title: str = "X-matrix"
    themes: str = "Themes"
    objectives: str = "Objectives"
    initiatives: str = "Initiatives"
    indicators: str = "Indicators"
    owners: str = "Owners"
    strong: str = "strong"
    weak: str = "weak"


@dataclass(frozen=True)
class _Frame:
    """The middle, and the entries as they are drawn: columns with the x and rows with the y of their centre lines;
    `beside` and `below` are how much room numbers take before the names of rows and of columns.
    """

    left: float
    right: float
    top: float
    bottom: float
    width: float
    height: float
    columns: list[tuple[Entry, float]]
    rows: list[tuple[Entry, float]]
    beside: float
    below: float


def x_matrix(sides: Sides, ties: Mapping[tuple[str, str], bool], words: MatrixWords) -> str:
    """The matrix as SVG. `ties` has (key of a row, key of a column): True for a strong tie, False for a weak one."""
    frame = _frame(sides)
    parts = [titled(words.title), *_grid(frame), *_middle(frame, sides, words)]
    parts += [_row(frame, entry, y) for entry, y in frame.rows]
    parts += [_column(frame, entry, x) for entry, x in frame.columns]
    parts += _marks(frame, ties, words)
    return tag(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", class_="xm", role="group", aria_label=words.title,
        viewBox=f"0 0 {number(frame.width)} {number(frame.height)}", width=frame.width, height=frame.height,
    )  # fmt: skip


def _frame(sides: Sides) -> _Frame:
    across = [*sides.themes, *sides.initiatives]
    upright = [*sides.objectives, *sides.indicators, *sides.owners]
    beside, below = _numbered(across), _numbered(upright)
    wide, high = _room(across, beside, *_ROW), _room(upright, below, *_COLUMN)
    left = CELL * len(sides.objectives)
    top = CELL * len(sides.initiatives)
    right, bottom = left + wide, top + high
    beyond = right + CELL * len(sides.indicators) + _GAP
    # What is told first stands nearest to the middle.
    columns = [(entry, left - CELL * (place + 0.5)) for place, entry in enumerate(sides.objectives)]
    columns += [(entry, right + CELL * (place + 0.5)) for place, entry in enumerate(sides.indicators)]
    columns += [(entry, beyond + CELL * (place + 0.5)) for place, entry in enumerate(sides.owners)]
    rows = [(entry, top - CELL * (place + 0.5)) for place, entry in enumerate(sides.initiatives)]
    rows += [(entry, bottom + CELL * (place + 0.5)) for place, entry in enumerate(sides.themes)]
    width = beyond + CELL * len(sides.owners) + 1
    height = bottom + CELL * len(sides.themes) + 1
    return _Frame(left, right, top, bottom, width, height, columns, rows, beside, below)


def _numbered(entries: Sequence[Entry]) -> float:
    """How much room the longest number takes, so that all names beside it begin on one line."""
    longest = max((text_width(entry.number, _SIZE) for entry in entries if entry.number), default=0.0)
    return longest + _PAD if longest else 0.0


def _room(entries: Sequence[Entry], numbers: float, least: float, most: float) -> float:
    longest = max(((numbers if one.number else 0.0) + text_width(one.title, _SIZE) for one in entries), default=0.0)
    return min(max(longest + 2 * _PAD + 2.0, least), most)


def _grid(frame: _Frame) -> Iterator[str]:
    """A line on either side of every row and column, so that the eye finds the way from a mark to both of its names."""
    half = CELL / 2
    edges = sorted({round(y + way * half, 1) for _entry, y in frame.rows for way in (-1, 1)})
    last = frame.width - 1
    yield tag("path", class_="xm-line", d="".join(f"M0 {number(y)}H{number(last)}" for y in edges) or None)
    sides = sorted({round(x + way * half, 1) for _entry, x in frame.columns for way in (-1, 1)})
    foot = frame.height - 1
    yield tag("path", class_="xm-line", d="".join(f"M{number(x)} 0V{number(foot)}" for x in sides) or None)


def _middle(frame: _Frame, sides: Sides, words: MatrixWords) -> Iterator[str]:
    """The X, with the name of each side in its quarter."""
    left, right, top, bottom = frame.left, frame.right, frame.top, frame.bottom
    x, y = (left + right) / 2, (top + bottom) / 2
    box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    yield tag("rect", class_="xm-middle", **box)
    cross = f"M{number(left)} {number(top)}L{number(right)} {number(bottom)}"
    yield tag("path", class_="xm-cross", d=f"{cross}M{number(right)} {number(top)}L{number(left)} {number(bottom)}")
    yield text(x, top + 22, words.initiatives, "xm-side", "middle")
    yield text(x, bottom - 14, words.themes, "xm-side", "middle")
    yield _turned(left + 22, y, words.objectives, "xm-side", "middle")
    yield _turned(right - 14, y, words.indicators, "xm-side", "middle")
    if sides.owners:
        yield _turned(right + CELL * len(sides.indicators) + _GAP - 3, y, words.owners, "xm-owners", "middle")


def _turned(x: float, y: float, words: str, kind: str, anchor: str | None = None) -> str:
    """A text that reads upwards."""
    turn = f"rotate(-90 {number(x)} {number(y)})"
    return text(x, y, words, kind, anchor).replace("<text ", f'<text transform="{turn}" ', 1)


def _named(entry: Entry, drawn: str) -> str:
    name = f"{entry.number} {entry.title}".strip()
    told = titled(". ".join(part for part in (name, entry.hint) if part))
    return tag("a", told + drawn, class_="xm-entry", href=entry.href) if entry.href else tag("g", told + drawn)


def _row(frame: _Frame, entry: Entry, y: float) -> str:
    beside = frame.beside if entry.number else 0.0
    room = frame.right - frame.left - 2 * _PAD - beside
    words = wrapped(entry.title, room, _SIZE, 1)[0]
    drawn = tag("rect", class_="xm-hit", x=frame.left, y=y - CELL / 2, width=frame.right - frame.left, height=CELL)
    if entry.number:
        drawn += text(frame.left + _PAD, y + 4, entry.number, "xm-number")
    return _named(entry, drawn + text(frame.left + _PAD + beside, y + 4, words))


def _column(frame: _Frame, entry: Entry, x: float) -> str:
    below = frame.below if entry.number else 0.0
    room = frame.bottom - frame.top - 2 * _PAD - below
    words = wrapped(entry.title, room, _SIZE, 1)[0]
    drawn = tag("rect", class_="xm-hit", x=x - CELL / 2, y=frame.top, width=CELL, height=frame.bottom - frame.top)
    if entry.number:
        drawn += _turned(x + 4, frame.bottom - _PAD, entry.number, "xm-number")
    return _named(entry, drawn + _turned(x + 4, frame.bottom - _PAD - below, words, "xm-name"))


def _marks(frame: _Frame, ties: Mapping[tuple[str, str], bool], words: MatrixWords) -> Iterator[str]:
    for row, y in frame.rows:
        for column, x in frame.columns:
            strong = ties.get((row.key, column.key))
            if strong is not None:
                told = titled(f"{row.title} · {column.title}: {words.strong if strong else words.weak}")
                kind, size = ("xm-strong", _STRONG) if strong else ("xm-weak", _WEAK)
                yield tag("g", told + tag("circle", class_=kind, cx=x, cy=y, r=size))

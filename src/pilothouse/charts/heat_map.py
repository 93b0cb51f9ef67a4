"""The heat map: risks in a matrix of likelihood and consequence, and where appetite ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pilothouse.charts.frame import COMPACT, Size
from pilothouse.charts.svg import number, tag, text, text_width, titled

Cell = tuple[int, int]

_HEAD, _FOOT, _GAP, _ROW = 6.0, 44.0, 2.0, 17.0
_LETTERS = 6.6  # pixels of a letter at twelve pixels, on average


@dataclass(frozen=True)
class Dot:
    """One risk in a cell: what is written there, where it leads, and what a pointer is told."""

    label: str
    url: str
    title: str


@dataclass(frozen=True)
class HeatMap:
    """The words of each side (level 1 first), the cells beyond appetite, the risks of each cell, and the axes' names.

    `cell_url` is the address of a cell's list, with `{row}` and `{column}`; `more` says “+{count}”. `counts` tells how
    many there are in a cell where not all of them are given as dots.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    beyond: frozenset[Cell]
    dots: Mapping[Cell, Sequence[Dot]]
    row_name: str
    column_name: str
    title: str
    cell_url: str = ""
    more: str = "+{count}"
    counts: Mapping[Cell, int] = field(default_factory=dict)

    def count(self, cell: Cell) -> int:
        """How many risks there are in a cell, drawn or not."""
        return max(self.counts.get(cell, 0), len(self.dots.get(cell, ())))


def heat_map(chart: HeatMap, size: Size) -> str:
    """The map as SVG; the likeliest row stands on top. On a `compact` canvas cells hold numbers and levels figures."""
    frame = _frame(chart, size)
    parts = [titled(chart.title)]
    for row in range(1, len(chart.rows) + 1):
        parts.append(_row_word(chart, frame, row))
        parts += [_cell(chart, frame, (row, column)) for column in range(1, len(chart.columns) + 1)]
    parts += [_column_word(chart, frame, column) for column in range(1, len(chart.columns) + 1)]
    parts += [tag("path", class_="heat-edge", d=edge) for edge in _edges(chart, frame)]
    right = frame.left + len(chart.columns) * frame.wide
    parts.append(text(right, frame.bottom + 38, f"{chart.column_name} →", "pbc-quiet", "end"))
    parts.append(text(0, frame.bottom + 38, f"↑ {chart.row_name}", "pbc-quiet"))
    width = "pbc-narrow" if size.compact else "pbc-wide"
    return tag(
        "svg", "".join(parts), xmlns="http://www.w3.org/2000/svg", class_=f"pbc heat {width}", role="group",
        aria_label=chart.title, viewBox=f"0 0 {size.width:g} {number(frame.bottom + _FOOT)}",
    )  # fmt: skip


def both_maps(chart: HeatMap, size: Size) -> str:
    """The same for a desk and a phone; style sheets show the one that fits."""
    return heat_map(chart, size) + heat_map(chart, COMPACT)


@dataclass(frozen=True)
class _Frame:
    left: float
    wide: float
    high: float
    bottom: float
    compact: bool

    def corner(self, cell: Cell) -> tuple[float, float]:
        """The upper left corner of a cell."""
        return self.left + (cell[1] - 1) * self.wide, self.bottom - cell[0] * self.high


def _frame(chart: HeatMap, size: Size) -> _Frame:
    left = 24.0 if size.compact else min(max(map(text_width, chart.rows)) + 12.0, 150.0)
    high = 46.0 if size.compact else max(52.0, size.height / len(chart.rows))
    wide = (size.width - left) / len(chart.columns)
    return _Frame(left, wide, high, _HEAD + high * len(chart.rows), size.compact)


def _row_word(chart: HeatMap, frame: _Frame, row: int) -> str:
    _x, y = frame.corner((row, 1))
    word = str(row) if frame.compact else _cut(chart.rows[row - 1], frame.left - 12)
    return text(frame.left - 8, y + frame.high / 2 + 4, word, "pbc-quiet", "end")


def _column_word(chart: HeatMap, frame: _Frame, column: int) -> str:
    x, _y = frame.corner((1, column))
    word = str(column) if frame.compact else _cut(chart.columns[column - 1], frame.wide - 6)
    return text(x + frame.wide / 2, frame.bottom + 18, word, "pbc-quiet", "middle")


def _cut(word: str, room: float) -> str:
    letters = int(room / _LETTERS)
    return word if len(word) <= letters else f"{word[: max(letters - 1, 1)]}…"


def _cell(chart: HeatMap, frame: _Frame, cell: Cell) -> str:
    x, y = frame.corner(cell)
    kind = "heat-beyond" if cell in chart.beyond else "heat-within"
    box = tag("rect", class_=kind, x=x + _GAP / 2, y=y + _GAP / 2, width=frame.wide - _GAP, height=frame.high - _GAP)
    return box + "".join(_inside(chart, frame, cell, x, y))


def _inside(chart: HeatMap, frame: _Frame, cell: Cell, x: float, y: float) -> Iterator[str]:
    dots, count = chart.dots.get(cell, ()), chart.count(cell)
    if not count:
        return
    middle = x + frame.wide / 2
    link = chart.cell_url.format(row=cell[0], column=cell[1])
    if frame.compact:
        words = ", ".join(dot.title for dot in dots)
        yield _linked(middle, y + frame.high / 2 + 5, str(count), link, words)
        return
    per_line = max(int((frame.wide - 8) / (_LETTERS * 9)), 1)
    entries = _entries(chart, dots, count, per_line * max(int((frame.high - 10) / _ROW), 1), link)
    lines = [entries[i : i + per_line] for i in range(0, len(entries), per_line)]
    step = (frame.wide - 8) / per_line
    top = y + (frame.high - _ROW * len(lines)) / 2 + 13
    for row, line in enumerate(lines):
        for place, dot in enumerate(line):
            spot = middle + step * (place - (len(line) - 1) / 2)
            yield _linked(spot, top + _ROW * row, dot.label, dot.url, dot.title)


def _entries(chart: HeatMap, dots: Sequence[Dot], count: int, room: int, link: str) -> list[Dot]:
    """What is written in a cell: its risks; where they find no room, the last entry says how many more there are."""
    if len(dots) == count <= room:
        return list(dots)
    shown = list(dots[: max(room - 1, 0)])
    more = chart.more.format(count=count - len(shown))
    return [*shown, Dot(more, link, more)]


def _linked(x: float, y: float, words: str, url: str, title: str) -> str:
    inside = titled(title) + text(x, y, words, "heat-dot", "middle")
    return tag("a", inside, class_="pbc-note", href=url) if url else tag("g", inside)


def _edges(chart: HeatMap, frame: _Frame) -> Iterator[str]:
    """The line at which appetite ends: between each cell beyond it and a neighbour within."""
    for cell in sorted(chart.beyond):
        x, y = frame.corner(cell)
        row, column = cell
        if column > 1 and (row, column - 1) not in chart.beyond:
            yield f"M{number(x)} {number(y)}v{number(frame.high)}"
        if row > 1 and (row - 1, column) not in chart.beyond:
            yield f"M{number(x)} {number(y + frame.high)}h{number(frame.wide)}"

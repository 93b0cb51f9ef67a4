"""The heat map: risks in a matrix of likelihood and consequence, and where appetite ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pilothouse.charts.frame import COMPACT, Size
from pilothouse.charts.process_map.wrapping import wrapped
from pilothouse.charts.svg import number, tag, text, text_width, titled

Cell = tuple[int, int]

_HEAD, _FOOT, _GAP, _LINE, _BETWEEN = 6.0, 44.0, 2.0, 14.0, 5.0
_LETTERS = 6.6  # pixels of a letter at twelve pixels, on average
_SIZE = 11.5  # of the names of risks
_LEAST, _MOST = 52.0, 150.0  # how high a row is at least, and at most for the names in its cells


@dataclass(frozen=True)
class Dot:
    """One risk in a cell: what is written there, in at most three lines, where it leads, and what a pointer is told."""

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
    """`highs` are the heights of the rows, from level 1 on; each is as high as its fullest cell needs."""

    left: float
    wide: float
    highs: Sequence[float]
    compact: bool

    @property
    def bottom(self) -> float:
        return _HEAD + sum(self.highs)

    def high(self, cell: Cell) -> float:
        return self.highs[cell[0] - 1]

    def corner(self, cell: Cell) -> tuple[float, float]:
        """The upper left corner of a cell."""
        return self.left + (cell[1] - 1) * self.wide, self.bottom - sum(self.highs[: cell[0]])


def _frame(chart: HeatMap, size: Size) -> _Frame:
    left = 24.0 if size.compact else min(max(map(text_width, chart.rows)) + 12.0, 150.0)
    wide = (size.width - left) / len(chart.columns)
    if size.compact:
        return _Frame(left, wide, [46.0] * len(chart.rows), compact=True)
    least = max(_LEAST, size.height / len(chart.rows))
    levels, columns = range(1, len(chart.rows) + 1), range(1, len(chart.columns) + 1)
    fullest = [max(_height(_names(chart, (row, column), wide)) for column in columns) for row in levels]
    return _Frame(left, wide, [min(max(least, high), _MOST) for high in fullest], compact=False)


def _names(chart: HeatMap, cell: Cell, wide: float) -> list[tuple[Dot, list[str]]]:
    """The risks of a cell with the lines of their names."""
    return [(dot, wrapped(dot.label, wide - 10, _SIZE, 3)) for dot in chart.dots.get(cell, ())]


def _height(names: Sequence[tuple[Dot, list[str]]]) -> float:
    """What these names need from edge to edge."""
    return sum(_LINE * len(lines) + _BETWEEN for _dot, lines in names) + _BETWEEN


def _row_word(chart: HeatMap, frame: _Frame, row: int) -> str:
    _x, y = frame.corner((row, 1))
    word = str(row) if frame.compact else _cut(chart.rows[row - 1], frame.left - 12)
    return text(frame.left - 8, y + frame.high((row, 1)) / 2 + 4, word, "pbc-quiet", "end")


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
    spot, high = {"x": x + _GAP / 2, "y": y + _GAP / 2}, frame.high(cell) - _GAP
    box = tag("rect", class_=kind, width=frame.wide - _GAP, height=high, **spot)
    return box + "".join(_inside(chart, frame, cell, x, y))


def _inside(chart: HeatMap, frame: _Frame, cell: Cell, x: float, y: float) -> Iterator[str]:
    dots, count = chart.dots.get(cell, ()), chart.count(cell)
    if not count:
        return
    middle = x + frame.wide / 2
    link = chart.cell_url.format(row=cell[0], column=cell[1])
    if frame.compact:
        words = ", ".join(dot.title for dot in dots)
        yield _linked(middle, y + frame.high(cell) / 2 + 5, [str(count)], link, words, "heat-dot")
        return
    entries = _entries(chart, _names(chart, cell, frame.wide), count, frame.high(cell), link)
    at = y + (frame.high(cell) - _height(entries)) / 2 + _BETWEEN
    for dot, lines in entries:
        yield _linked(middle, at + _LINE - 3, lines, dot.url, dot.title)
        at += _LINE * len(lines) + _BETWEEN


def _entries(
    chart: HeatMap, names: list[tuple[Dot, list[str]]], count: int, room: float, link: str
) -> list[tuple[Dot, list[str]]]:
    """What is written in a cell: its risks; where they find no room, the last entry says how many more there are."""
    if len(names) == count and _height(names) <= room:
        return names
    shown = list(names)
    while shown and _height(shown) + _LINE + _BETWEEN > room:
        shown.pop()
    more = chart.more.format(count=count - len(shown))
    return [*shown, (Dot(more, link, more), [more])]


def _linked(x: float, y: float, lines: Sequence[str], url: str, title: str, kind: str = "heat-name") -> str:
    drawn = [text(x, y + _LINE * place, line, kind, "middle") for place, line in enumerate(lines)]
    inside = titled(title) + "".join(drawn)
    return tag("a", inside, class_="pbc-note", href=url) if url else tag("g", inside)


def _edges(chart: HeatMap, frame: _Frame) -> Iterator[str]:
    """The line at which appetite ends: between each cell beyond it and a neighbour within."""
    for cell in sorted(chart.beyond):
        x, y = frame.corner(cell)
        row, column = cell
        if column > 1 and (row, column - 1) not in chart.beyond:
            yield f"M{number(x)} {number(y)}v{number(frame.high(cell))}"
        if row > 1 and (row - 1, column) not in chart.beyond:
            yield f"M{number(x)} {number(y + frame.high(cell))}h{number(frame.wide)}"

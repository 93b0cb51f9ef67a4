"""Reading series out of any CSV file: bad cells become missing points, each with a line that says so."""

import csv
import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pilothouse.cli.watch_mixed import Survey
from pilothouse.cli.watch_times import Key, Reader, reader_of

_DELIMITERS = ";,\t|"


class Refused(Exception):
    """The file cannot be read at all; the message is one line for the reader."""


@dataclass(frozen=True)
class Columns:
    """Which column holds what; None where there is none."""

    value: str
    time: str | None = None
    denominator: str | None = None
    by: str | None = None


@dataclass
class OneSeries:
    """One series of the file in the order of its time; NaN where a cell could not be used.

    `keys` is what its times mean, empty where they are text or there are none.
    """

    name: str
    values: list[float] = field(default_factory=list)
    denominators: list[float] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def reorder(self, order: Sequence[int]) -> None:
        """Put the points into another order."""
        self.values = [self.values[i] for i in order]
        self.denominators = [self.denominators[i] for i in order]
        self.times = [self.times[i] for i in order]


@dataclass(frozen=True)
class Reading:
    """The series of a file in the order they first appear, and what was wrong, one line each."""

    series: list[OneSeries]
    problems: list[str]


def read(path: Path, columns: Columns, *, counts: bool) -> Reading:
    """All series of the file; with `counts` a negative value cannot be used.

    Raises Refused where there is nothing to read: no such file or column, not UTF-8, no rows; and where a time stands
    more than once and nobody said what splits the rows.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _read(lines, columns, counts)
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 text: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from error


def _read(lines: Iterator[str], columns: Columns, counts: bool) -> Reading:
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count) if first else ","
    header = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    places = _places(header, columns)
    problems: list[str] = []
    found: dict[str, OneSeries] = {}
    survey = Survey(header, (columns.value, columns.time, columns.denominator))
    for number, cells in _rows(csv.reader(lines, delimiter=delimiter), problems):
        if len(cells) != len(header):
            problems.append(f"line {number}: {len(cells)} cells where the header has {len(header)}; left out")
            continue
        row = _Row(number, cells, places, "" if delimiter == "," else ",", problems)
        name = row.text(columns.by) if columns.by else columns.value
        row.into(found.setdefault(name, OneSeries(name)), columns, counts)
        if not columns.by:
            survey.add(number, row.text(columns.time) if columns.time else "", cells)
    if not found:
        raise Refused("the file has no rows that could be read")
    if not columns.by:
        _look_for_several(survey, columns, problems)
    if columns.time:
        _sort_all(list(found.values()), columns.time, problems)
    return Reading(list(found.values()), problems)


def _look_for_several(survey: Survey, columns: Columns, problems: list[str]) -> None:
    """Refuse rows that cannot be one series; without times that would show it, remark on columns that name series."""
    if columns.time:
        if repeated := survey.repeated_time():
            raise Refused(f"{columns.time} {repeated}")
    elif remark := survey.unasked_names():
        problems.insert(0, remark)  # above the many lines that a bad column may give


def _rows(reader: Iterator[list[str]], problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(f"line {number + 1}: {error}; left out")
            number += 1
            continue
        # A quoted cell may run over several lines: the reader knows where it is, the header is line 1.
        number = getattr(reader, "line_num", number) + 1
        if any(cell.strip() for cell in cells):
            yield number, cells


def _places(header: list[str], columns: Columns) -> dict[str, int]:
    if not any(header):
        raise Refused("the file is empty")
    for wanted in (columns.value, columns.time, columns.denominator, columns.by):
        if wanted is not None and header.count(wanted) != 1:
            problem = "no column" if wanted not in header else "more than one column"
            raise Refused(f"{problem} '{wanted}'; the columns are: {', '.join(header)}")
    return {name: i for i, name in enumerate(header)}


@dataclass(frozen=True)
class _Row:
    number: int
    cells: list[str]
    places: dict[str, int]
    decimal_comma: str
    problems: list[str]

    def text(self, column: str) -> str:
        return self.cells[self.places[column]].strip()

    def into(self, one: OneSeries, columns: Columns, counts: bool) -> None:
        value = self._number(columns.value)
        if counts and value < 0:
            value = self._unusable(columns.value, "is negative")
        one.values.append(value)
        one.times.append(self.text(columns.time) if columns.time else "")
        if columns.denominator is not None:
            size = self._number(columns.denominator)
            if size == 0:
                size = self._unusable(columns.denominator, "is zero")
            elif size < 0:
                size = self._unusable(columns.denominator, "is negative")
            one.denominators.append(size)
        else:
            one.denominators.append(1.0)

    def _number(self, column: str) -> float:
        text = self.text(column)
        if text.casefold() in {"", "na", "n/a", "nan", "null", "none", "-"}:
            return self._unusable(column, "is missing")
        plain = text.replace(",", ".") if self.decimal_comma and text.count(",") == 1 else text
        value = math.nan
        if "_" not in plain:
            with suppress(ValueError):
                value = float(plain)
        if math.isfinite(value):
            return value
        return self._unusable(column, "is not a number")

    def _unusable(self, column: str, why: str) -> float:
        shown = f" '{self.text(column)[:40]}'" if self.text(column) else ""
        self.problems.append(f"line {self.number}: {column}{shown} {why}; taken as a missing point")
        return math.nan


def _sort_all(series: Sequence[OneSeries], column: str, problems: list[str]) -> None:
    times = [time for one in series for time in one.times]
    try:
        reader = reader_of(times)
    except ValueError as error:
        raise Refused(f"{column} {error}") from None
    if reader is None:
        remark = f"{column}: times such as '{times[0][:40]}' are taken as text; the rows stand as in the file"
        problems.insert(0, remark)  # above the many lines that a bad column may give
        return
    for one in series:
        _sort(one, reader, problems)


def _sort(one: OneSeries, reader: Reader, problems: list[str]) -> None:
    keys = [reader(time) for time in one.times]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    one.reorder(order)
    one.keys = [keys[i] for i in order]
    doubles = sorted({t for t, after in zip(one.times, one.times[1:], strict=False) if t == after})
    if doubles:
        problems.append(f"series '{one.name}': more than one row for {doubles[0]}; all of them are used")

"""Which column of a table is what: a proposal to look at, and the entries it makes. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.typed import Ambiguous, day_first, numbers_typed, period_typed
from pilothouse.records.tables import Table

_NAMES = {
    "period": "period date week month quarter year day datum woche monat quartal jahr periode from",
    "value": "value result wert ergebnis amount figure measurement",
    "numerator": "numerator cases count events zähler anzahl hits good",
    "denominator": "denominator total of base nenner gesamt exposure n",
    "unit": "unit site department einheit standort abteilung airport",
    "part": "part label line carrier teil linie",
    "indicator": "indicator measure kpi kennzahl name title",
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Choice:
    """The column (counted from 0) of each thing; None where the table has none."""

    period: int | None = None
    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    unit: int | None = None
    part: int | None = None
    indicator: int | None = None


@dataclass(frozen=True)
class Entry:
    """One row as it was understood. `problem` says why it was not; names are empty where the table has no column."""

    line: int
    indicator: str
    unit: str
    part: str
    period: date | None
    value: float | None
    numerator: float | None
    denominator: float | None
    problem: str = ""


def propose(table: Table) -> Choice:
    """Guess by the names of the columns, then by what stands in them: a column of dates, a column of numbers."""
    found: dict[str, int] = {}
    for name, words in _NAMES.items():
        known = words.split()
        for index, title in enumerate(table.header):
            if index not in found.values() and any(word in known for word in _WORD.findall(title.casefold())):
                found[name] = index
                break
    if "period" not in found and (dates := _first(table, found, _is_period)) is not None:
        found["period"] = dates
    has_value = "value" in found or {"numerator", "denominator"} <= found.keys()
    if not has_value and (numbers := _first(table, found, _is_number)) is not None:
        found["value"] = numbers
    return Choice(**found)


def _first(table: Table, taken: dict[str, int], fits: Callable[[str], bool]) -> int | None:
    """The first free column in which at least half of the cells fit; the others are for the verdict on their rows."""
    for index in range(len(table.header)):
        cells = [cell for cell in table.column(index)[:50] if cell]
        fitting = sum(map(fits, cells))
        if index not in taken.values() and fitting and 2 * fitting >= len(cells):
            return index
    return None


def _is_period(cell: str) -> bool:
    try:
        period_typed(cell)
    except ValueError:
        return False
    return True


def _is_number(cell: str) -> bool:
    try:
        return isinstance(numbers_typed([cell], plain=False)[0], float)
    except Ambiguous:
        return True


def entries_of(table: Table, choice: Choice) -> list[Entry]:
    """Every row as understood with this choice. Raises Ambiguous, naming the column, where a column reads two ways."""
    if choice.period is None:
        raise Ambiguous(_("Choose the column with the period."))
    if choice.value is None and (choice.numerator is None or choice.denominator is None):
        raise Ambiguous(_("Choose the column with the value, or those with numerator and denominator."))
    return list(_entries(table, choice))


def _entries(table: Table, choice: Choice) -> Iterator[Entry]:
    names = zip(*(_texts(table, index) for index in (choice.indicator, choice.unit, choice.part)), strict=True)
    amounts = zip(
        *(_numbers(table, index) for index in (choice.value, choice.numerator, choice.denominator)), strict=True
    )
    rows = zip(table.lines, names, _periods(table, choice.period or 0), amounts, strict=True)
    for line, (indicator, unit, part), period, cells in rows:
        problem = next((cell for cell in (period, *cells) if isinstance(cell, str)), "")
        value, numerator, denominator = (None if isinstance(cell, str) else cell for cell in cells)
        day = None if isinstance(period, str) else period
        yield Entry(line, indicator, unit, part, day, value, numerator, denominator, problem)


def _texts(table: Table, index: int | None) -> list[str]:
    return [""] * len(table.rows) if index is None else table.column(index)


def _numbers(table: Table, index: int | None) -> "list[float | str | None]":
    if index is None:
        return [None] * len(table.rows)
    try:
        return numbers_typed(table.column(index), table.plain)
    except Ambiguous as problem:
        raise Ambiguous(f"{table.header[index]}: {problem}") from None


def _periods(table: Table, index: int) -> list[date | str]:
    cells = table.column(index)
    try:
        first_is_day = day_first(cells)
    except Ambiguous as problem:
        raise Ambiguous(f"{table.header[index]}: {problem}") from None
    known: dict[str, date | str] = {}
    for cell in cells:
        if cell not in known:
            try:
                known[cell] = period_typed(cell, first_is_day)
            except ValueError as problem:
                known[cell] = str(problem)
    return [known[cell] for cell in cells]


def choice_names() -> tuple[str, ...]:
    """What a column can be, in the order of a form."""
    return tuple(field.name for field in fields(Choice))

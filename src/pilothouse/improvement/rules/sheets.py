"""How a row of a spreadsheet becomes an issue, and what may be wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from pilothouse.records.rules import folded

FIELDS = ("title", "details", "unit", "nature", "severity", "owner", "due", "state", "lesson")
STATES = ("reported", "open", "closed")
LENGTHS = {"title": 200, "details": 10_000, "lesson": 4_000}
# How people head these columns; folded, as the sheet's own headings are before they are compared.
HEADINGS = {
    "title": ("title", "problem", "issue", "subject", "short description", "what happened", "summary"),
    "details": ("details", "description", "text", "long description"),
    "unit": ("unit", "department", "site", "where", "location", "area"),
    "nature": ("nature", "type", "kind", "category"),
    "severity": ("severity", "how bad", "priority", "class", "grade"),
    "owner": ("owner", "responsible", "assigned to", "assignee", "who"),
    "due": ("due", "due date", "deadline", "by", "until"),
    "state": ("state", "status"),
    "lesson": ("lesson", "lesson learned", "lesson learnt", "conclusion", "result"),
}
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d")


class IssueRow(NamedTuple):
    """One issue on its way in. `line` is where it stood in the sheet; keys are of units and people."""

    line: int
    title: str
    unit_id: int
    details: str = ""
    nature: str = "nonconformity"
    severity: str = "slight"
    owner_id: int | None = None
    due: date | None = None
    state: str = "reported"
    lesson: str = ""


@dataclass(frozen=True)
class Directory:
    """What the words of a sheet may mean: folded word to key or value."""

    units: Mapping[str, int]
    people: Mapping[str, int]
    natures: Mapping[str, str]
    severities: Mapping[str, str]
    states: Mapping[str, str]
    unit: int | None = None


@dataclass(frozen=True)
class RowVerdict:
    """One row judged: the issue it becomes, or (field, problem, the words to blame) for each thing wrong."""

    line: int
    cells: tuple[str, ...]
    row: IssueRow | None = None
    problems: tuple[tuple[str, str, str], ...] = ()


def guessed(heads: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, as far as its heading says so; each column is used once."""
    folded_heads = [folded(head).strip(" :*") for head in heads]
    found: dict[str, int] = {}
    for name in FIELDS:
        for word in HEADINGS[name]:
            if word in folded_heads and (place := folded_heads.index(word)) not in found.values():
                found[name] = place
                break
    return found


def judged(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Mapping[str, int], directory: Directory
) -> list[RowVerdict]:
    """A verdict on every row, given as (line, cells); rows without any text are left out."""
    return [_judged(line, cells, columns, directory) for line, cells in rows if any(cell.strip() for cell in cells)]


@dataclass
class _Reading:
    cells: Sequence[str]
    columns: Mapping[str, int]
    problems: list[tuple[str, str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        place = self.columns.get(name)
        text = self.cells[place].strip() if place is not None and place < len(self.cells) else ""
        if len(text) > LENGTHS.get(name, len(text)):
            self.problems.append((name, "long", text[:40]))
        return text

    def known(self, name: str, words: Mapping[str, object], otherwise: object) -> object:
        text = self.text(name)
        if not text:
            return otherwise
        if (found := words.get(folded(text))) is None:
            self.problems.append((name, "unknown", text[:60]))
        return found

    def day(self, name: str) -> date | None:
        text = self.text(name)
        day = _day(text)
        if text and day is None:
            self.problems.append((name, "date", text[:40]))
        return day


def _judged(line: int, cells: Sequence[str], columns: Mapping[str, int], directory: Directory) -> RowVerdict:
    reading = _Reading(cells, columns)
    values = {
        "title": reading.text("title"),
        "details": reading.text("details"),
        "unit_id": reading.known("unit", directory.units, directory.unit),
        "nature": reading.known("nature", directory.natures, "nonconformity"),
        "severity": reading.known("severity", directory.severities, "slight"),
        "owner_id": reading.known("owner", directory.people, None),
        "due": reading.day("due"),
        "state": reading.known("state", directory.states, ""),
        "lesson": reading.text("lesson"),
    }
    if not values["state"]:
        values["state"] = "open" if values["owner_id"] and values["due"] else "reported"
    problems = [*reading.problems]
    named = {problem[0] for problem in problems}
    problems += [problem for problem in missing(values) if problem[0] not in named]
    if problems:
        return RowVerdict(line, tuple(cells), None, tuple(problems))
    return RowVerdict(line, tuple(cells), IssueRow(line, **values))  # type: ignore[arg-type]


def missing(values: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """What an issue of these values lacks: every one has a title and a unit, an open one an owner and a date."""
    found = [("title", "missing", "")] if not values["title"] else []
    if values["unit_id"] is None:
        found.append(("unit", "missing", ""))
    if values["state"] == "open":
        found += [(name, "missing", "") for name, key in (("owner", "owner_id"), ("due", "due")) if not values[key]]
    return found


def _day(text: str) -> date | None:
    for pattern in _DATES:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
        return day if 1900 <= day.year <= 2200 else None
    return None

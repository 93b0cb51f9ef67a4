"""Understand one line of a meeting: "station manager LGA to restore buffers by 25 Jul". Pure; shown before saving."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pilothouse.records.rules import folded

_LINE = re.compile(
    r"^(?:(?P<who>.+?)\s+(?:to|will|:)\s+)?(?P<what>.+?)(?:\s+(?:by|until|before)\s+(?P<when>[^,]+?))?\s*\.?$"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Understood:
    """What a line says; None or "" for what it does not say, or not clearly enough."""

    title: str
    owner: int | None
    due: date | None


def understood(line: str, people: Mapping[int, str], today: date) -> Understood:
    """Read a line. `people` are names by key; a date without a year is the next one to come.

    Nothing is guessed: a name that fits several people is nobody, a date that does not exist is none, and words
    that were not understood stay in the title.
    """
    line = " ".join(line.split())
    match = _LINE.match(line)
    if match is None:
        return Understood(line, None, None)
    owner = _person(match["who"], people) if match["who"] else None
    due = _day(match["when"], today) if match["when"] else None
    start = match.start("what") if owner is not None else 0
    end = match.end("what") if due is not None else len(line)
    title = line[start:end].rstrip(" .")
    return Understood(title[:1].upper() + title[1:], owner, due)


def _person(words: str, people: Mapping[int, str]) -> int | None:
    asked = folded(words).split()
    exact = [key for key, name in people.items() if folded(name) == " ".join(asked)]
    if len(exact) == 1:
        return exact[0]
    fitting = [key for key, name in people.items() if _all_begin(asked, folded(name).split())]
    return fitting[0] if len(fitting) == 1 else None


def _all_begin(asked: list[str], name: list[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in asked)


def _day(words: str, today: date) -> date | None:
    text = folded(words).strip()
    return next((found for read in _READERS if (found := read(text, today)) is not None), None)


def _iso(text: str, today: date) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _soon(text: str, today: date) -> date | None:
    if text in {"today", "tomorrow"}:
        return today + timedelta(days=text == "tomorrow")
    match = re.fullmatch(r"(?:in )?(\d{1,3}) (day|week)s?", text)
    if match:
        return today + timedelta(days=int(match[1]) * (7 if match[2] == "week" else 1))
    return None


def _weekday(text: str, today: date) -> date | None:
    if not re.fullmatch(r"(?:next |on )?(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?", text):
        return None
    wanted = _DAYS.index(text.removeprefix("next ").removeprefix("on ")[:3])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _named(text: str, today: date) -> date | None:
    match = re.fullmatch(r"(?P<d>\d{1,2})(?:st|nd|rd|th)? (?P<m>[a-z]{3,9})\.?(?: (?P<y>\d{4}))?", text)
    match = match or re.fullmatch(r"(?P<m>[a-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?(?: (?P<y>\d{4}))?", text)
    if match is None or match["m"][:3] not in _MONTHS:
        return None
    day, month = int(match["d"]), _MONTHS.index(match["m"][:3]) + 1
    if match["y"]:
        return _made(int(match["y"]), month, day)
    found = _made(today.year, month, day)
    return found if found is None or found >= today else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[Callable[[str, date], date | None], ...] = (_iso, _soon, _weekday, _named)

"""What people type and programs export: dates and numbers of a whole column, read in one and the same way. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.refusals import in_words
from pilothouse.measures.rules import NotANumber, number_typed

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_QUARTER = re.compile(r"(?:(\d{4})[- ]?Q([1-4])|Q([1-4])[ /-]?(\d{4}))", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")
_YEAR = re.compile(r"\d{4}")
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,' \u2019\u00a0\u202f]\d{3})+")


class Ambiguous(ValueError):
    """A column can be read in two ways; the message says which, and how to write it so that it cannot."""


def day_first(texts: Iterable[str]) -> bool:
    """Whether 2/3/2026 in this column means 2 March. Dots always do; raises Ambiguous where nothing decides."""
    unclear = ""
    for text in texts:
        match = _PARTS.fullmatch(text.strip())
        if match is None or match[2] == ".":
            continue
        one, two = int(match[1]), int(match[3])
        if one > 12 >= two:
            return True
        if two > 12 >= one:
            return False
        if one != two:
            unclear = text.strip()
    if unclear:
        raise Ambiguous(
            _("“%s” may be day/month or month/day, and no date decides it. Write dates as 2026-03-31.") % unclear
        )
    return True


def period_typed(text: str, first_is_day: bool = True) -> date:
    """The first day a text names: a date, or a week, month, quarter or year. Raises ValueError in plain words."""
    plain = text.strip()
    try:
        found = _named(plain) or _numeric(plain, first_is_day)
    except ValueError:
        found = None
    if found is None:
        raise ValueError(_("“%s” is no date. Write 2026-03-31, or 2026-W14, 2026-03, 2026-Q1, 2026.") % plain[:40])
    return found


def _named(text: str) -> date | None:
    if match := _ISO_DAY.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _WEEK.fullmatch(text):
        return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if match := _QUARTER.fullmatch(text):
        year, quarter = (match[1], match[2]) if match[1] else (match[4], match[3])
        return date(int(year), int(quarter) * 3 - 2, 1)
    if match := _MONTH.fullmatch(text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return date(int(year), int(month), 1)
    return date(int(text), 1, 1) if _YEAR.fullmatch(text) else None


def _numeric(text: str, first_is_day: bool) -> date | None:
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    day, month = (one, two) if first_is_day or match[2] == "." else (two, one)
    return date(year, month, day)


def decimal_mark(texts: Iterable[str]) -> str:
    """The decimal mark of a column, "." or ",". Raises Ambiguous where 1.234 or 1,234 may be either."""
    unclear: dict[str, str] = {}
    for text in texts:
        plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
        dot, comma = plain.rfind("."), plain.rfind(",")
        if dot >= 0 and comma >= 0:
            return "." if dot > comma else ","
        mark = "." if dot >= 0 else "," if comma >= 0 else ""
        if not mark:
            continue
        if plain.count(mark) > 1:
            return "," if mark == "." else "."
        if not _GROUPED.fullmatch(plain):
            return mark
        unclear[mark] = text.strip()
    if unclear:
        raise Ambiguous(
            _("“%s” may be a decimal number or thousands, and no other number decides it. Write 1234 or 1.2340.")
            % next(iter(unclear.values()))
        )
    return "."


def numbers_typed(texts: Sequence[str], plain: bool) -> list[float | str | None]:
    """A column of numbers: the number, None for an empty cell, or the reason why a cell is none, in plain words.

    `plain`: cells come from a workbook and have a decimal point. Raises Ambiguous for the column as a whole.
    """
    mark = "." if plain else decimal_mark(texts)
    return [_number(text, mark) for text in texts]


def _number(text: str, mark: str) -> float | str | None:
    if not text:
        return None
    other = "," if mark == "." else "."
    plain = text.replace("\u2019", "'").removesuffix("%").strip()
    grouped = re.sub(r"[' \u00a0\u202f" + re.escape(other) + "]", "", plain)
    whole = plain.partition(mark)[0]
    if grouped != plain and not (_GROUPED.fullmatch(whole) or whole.isdigit()):
        return _("“%s” is not a number.") % text[:40]
    try:
        return number_typed(grouped, mark)
    except NotANumber as reason:
        return in_words(reason)

"""What people type and programs export: dates and numbers of a whole column, read in one and the same way. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.refusals import in_words
from pilothouse.measures.rules import NotANumber, Wrong, number_typed

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_QUARTER = re.compile(r"(?:(\d{4})[- ]?Q([1-4])|Q([1-4])[ /-]?(\d{4}))", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")
_YEAR = re.compile(r"\d{4}")
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
# What people and this product set between groups of three digits: a space of any kind, an apostrophe.
_APART = "' \u2009\u00a0\u202f"
_GROUPED = re.compile(rf"[+\-\u2212]?(?=0{{0,2}}[1-9])\d{{1,3}}([.,{_APART}]\d{{3}})+(e[+\-]?\d+)?", re.IGNORECASE)
# Marks of other scripts as those of this one. The Arabic decimal mark can be read in one way alone.
_ARABIC_POINT = "\u066b"
_MARKS = str.maketrans({
    "\u2019": "'", _ARABIC_POINT: ".", "\u066c": "'", "\u066a": "%", "\uff0e": ".", "\uff0c": ",", "\uff05": "%",
})  # fmt: skip

# A number as this product writes it: with a decimal point.
WRITTEN_HERE = "0.5"


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


def _mark_of(text: str) -> str | None:
    """The decimal mark that a number tells by itself; "" where either will do, None for 1.234, which may be both."""
    if _ARABIC_POINT in text:
        return "."
    plain = re.sub(f"[{_APART}]", "", _tidied(text))
    dot, comma = plain.rfind("."), plain.rfind(",")
    if dot >= 0 and comma >= 0:
        return "." if dot > comma else ","
    mark = "." if dot >= 0 else "," if comma >= 0 else ""
    if plain.count(mark) > 1 and mark:
        return "," if mark == "." else "."
    return None if mark and _GROUPED.fullmatch(plain) else mark


def _tidied(text: str) -> str:
    """The text in digits from 0 to 9 and marks of this script, whatever script they were typed in."""
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_MARKS))
    return "".join(digits).strip().removesuffix("%").strip()


def decimal_mark(texts: Iterable[str]) -> str:
    """The decimal mark of a column, "." or ",". Raises Ambiguous where 1.234 or 1,234 may be either."""
    unclear = ""
    for text in texts:
        if mark := _mark_of(text):
            return mark
        unclear = unclear or (text.strip() if mark is None else "")
    if unclear:
        raise Ambiguous(
            _("“%s” may be a decimal number or thousands, and no other number decides it. Write 1234 or 1.2340.")
            % unclear
        )
    return "."


def numbers_typed(texts: Sequence[str], plain: bool) -> list[float | str | None]:
    """A column of numbers: the number, None for an empty cell, or the reason why a cell is none, in plain words.

    `plain`: cells come from a workbook and have a decimal point. Raises Ambiguous for the column as a whole.
    """
    mark = "." if plain else decimal_mark(texts)
    return [_number(text, mark) for text in texts]


def one_number_typed(text: str, others: Iterable[str] = ()) -> float:
    """The number somebody typed into a field, with a point or a comma. `others` are the numbers beside it: they decide
    whether 1.234 is a thousand or one, where all that tell a decimal mark tell the same.

    Raises Ambiguous where nothing decides, NotANumber for what is none.
    """
    mark = _mark_of(text)
    if mark is None:
        told = {other for other in map(_mark_of, others) if other}
        if len(told) != 1:
            raise Ambiguous(_two_ways(_tidied(text)))
        mark = told.pop()
    return _read(text, mark or ".")


def _two_ways(text: str) -> str:
    """How to write 1.234 so that it can be read in one way alone."""
    number, power = re.fullmatch("([^e]*)(.*)", text, re.IGNORECASE).groups()  # type: ignore[union-attr]
    whole, thousands = re.split("[.,]", re.sub(r"^([+\-\u2212]?)0+", r"\1", number))
    part = thousands.rstrip("0") or "0"
    single = f"{whole}.{part if len(part) < 3 else part + '0'}{power}"
    return _("“%(text)s” can be read in two ways. Write %(thousand)s or %(single)s.") % {
        "text": text, "thousand": f"{whole}{thousands}{power}", "single": single,
    }  # fmt: skip


def _number(text: str, mark: str) -> float | str | None:
    if not text:
        return None
    try:
        return _read(text, mark)
    except NotANumber as reason:
        return in_words(reason)


def _read(text: str, mark: str) -> float:
    """The number with this decimal mark; what stands between groups of three before it is taken off."""
    plain, mark = _tidied(text), "." if _ARABIC_POINT in text else mark
    whole, point, rest = plain.partition(mark)
    joined = re.sub(f"[{_APART}{'.' if mark == ',' else ','}]", "", whole)
    if joined != whole and not _GROUPED.fullmatch(whole):
        raise NotANumber(Wrong.NOT_A_NUMBER, text)
    return number_typed(joined + point + rest, mark)

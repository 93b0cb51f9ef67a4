"""What the texts of a column of times mean: one way of reading for the whole column, or none."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

Key = date | float
Reader = Callable[[str], Key]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?")
_MONTH_LAST_YEAR = re.compile(r"(0?[1-9]|1[0-2])[./]((?:19|20)\d{2})")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})[./](0?[1-9]|1[0-2])")
_NAMED = re.compile(r"(?:(\d{1,2})\.?[ -])?([a-z]{3,9})\.?[ -]?(?:(\d{1,2}),? )?(\d{4})", re.IGNORECASE)
_QUARTER = re.compile(r"(?:(\d{4})[ /-]?Q([1-4])|Q([1-4])[ /-]?(\d{4}))", re.IGNORECASE)
_WEEK = re.compile(r"(?:(\d{4})[ /-]?W(\d{1,2})|W(\d{1,2})[ /-]?(\d{4}))", re.IGNORECASE)


def reader_of(times: Sequence[str]) -> Reader | None:
    """How a column of times is read: as ISO dates, months or weeks; as months of a year; as numbers; as dates in any
    form that has one meaning only. None where they are but text.

    Raises ValueError for dates that may be day/month or month/day where no time of the column decides it.
    """
    for reader in (iso_date, _month_of_year, _year_month, float):
        if _reads(reader, times):
            return reader
    for reader in (_day_first, _month_first):
        if _reads(reader, times):
            _refuse_undecided(times)
            return reader
    return None


def _reads(reader: Reader, times: Sequence[str]) -> bool:
    try:
        for time in times:
            reader(time)
    except ValueError:
        return False
    return True


def _refuse_undecided(times: Sequence[str]) -> None:
    """Dots mean day.month; of slashes and dashes one time has to show which number is the day."""
    unclear = ""
    for time in times:
        match = _DAY.fullmatch(_CLOCK.sub("", time.strip()))
        if match is None or match[2] == ".":
            continue
        if int(match[1]) > 12 or int(match[3]) > 12:
            return
        if match[1] != match[3]:
            unclear = unclear or time
    if unclear:
        raise ValueError(f"'{unclear}' may be day/month or month/day, and no time decides it: write 2026-03-31")


def iso_date(text: str) -> date:
    """The day of an ISO date, date and time, month (2013-02) or week (2013-W07); ValueError for others."""
    if len(text) == 7 and text[4] == "-" and text[5:].isdigit():
        text += "-01"
    if len(text) < 8:
        raise ValueError(f"{text} is not a date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text).date()


def _month_of_year(text: str) -> date:
    """03.2026 or 3/2026: as a number it would be sorted by month, then by year."""
    match = _MONTH_LAST_YEAR.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(int(match[2]), int(match[1]), 1)


def _year_month(text: str) -> date:
    """2026.3 or 2026/03: as a number 2026.10 would be 2026.1."""
    match = _YEAR_MONTH.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(int(match[1]), int(match[2]), 1)


def _day_first(text: str) -> date:
    return _any_date(text, day_first=True)


def _month_first(text: str) -> date:
    return _any_date(text, day_first=False)


def _any_date(text: str, *, day_first: bool) -> date:
    plain = _CLOCK.sub("", text.strip())
    if match := _DAY.fullmatch(plain):
        one, two = int(match[1]), int(match[3])
        day, month = (one, two) if day_first or match[2] == "." else (two, one)
        return date(int(match[4]), month, day)
    if match := _YEAR_FIRST.fullmatch(plain):
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _QUARTER.fullmatch(plain):
        return date(int(match[1] or match[4]), 3 * int(match[2] or match[3]) - 2, 1)
    if match := _WEEK.fullmatch(plain):
        return date.fromisocalendar(int(match[1] or match[4]), int(match[2] or match[3]), 1)
    if match := _NAMED.fullmatch(plain):
        return date(int(match[4]), _month_named(match[2]), int(match[1] or match[3] or 1))
    if len(plain) == 4 and plain.isdigit():
        return date(int(plain), 1, 1)
    return _month_of_year(plain) if _MONTH_LAST_YEAR.fullmatch(plain) else iso_date(plain)


def _month_named(name: str) -> int:
    """English names, short or whole; ValueError for others."""
    whole = date(2000, _MONTHS.index(name[:3].lower()) + 1, 1)
    if len(name) > 3 and name.lower() not in {whole.strftime("%B").lower(), "sept"}:
        raise ValueError(name)
    return whole.month

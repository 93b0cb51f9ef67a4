"""What the texts of a column of times mean."""

from collections.abc import Callable, Sequence
from datetime import date, datetime


def time_keys(times: Sequence[str]) -> list[date] | list[float] | list[str]:
    """What to sort by: dates where all are ISO dates, months or weeks; numbers where all are; else the text."""
    for parse in (iso_date, float):
        keys = _all(times, parse)
        if keys is not None:
            return keys  # type: ignore[return-value]
    return list(times)


def _all(times: Sequence[str], parse: Callable[[str], date | float]) -> list[date | float] | None:
    try:
        return [parse(time) for time in times]
    except ValueError:
        return None


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

"""Dates as people write them in a meeting. Pure; what may mean two days is given as both, nothing is guessed."""

import re
from datetime import date, timedelta
from itertools import takewhile

from pilothouse.records.rules import folded

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:next |this |on )?(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:,? (?P<y>\d{4}))?"
_DAY_WORD = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    rf"|nov(?:ember)?|dec(?:ember)?)|{_WEEKDAY}|.*\d.*"
)
_LED_BY = {"the", "of", "end", "next", "this", "on"}
_ORDINAL = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"


def days_in(words: str, today: date) -> tuple[date, ...]:
    """The day these words mean; two where they may mean either ("03/04"), none where they are no date.

    Without a year it is the next one to come.
    """
    text = " ".join(folded(words).replace("the ", "").split())
    for read in (_iso, _soon, _weekday, _end_of_month, _named, _dotted, _slashed):
        if found := read(text, today):
            return found
    return ()


def meant_as_day(words: str) -> str:
    """The words with which a text begins that look like a day, though they may be none: "31 Feb" of "31 Feb at noon";
    "" where there are none.
    """
    found = list(takewhile(lambda word: _day_word(word) or folded(word) in _LED_BY, words.split()))
    return " ".join(found).strip(".,;") if any(map(_day_word, found)) else ""


def _day_word(word: str) -> bool:
    return _DAY_WORD.fullmatch(folded(word).strip(".,;")) is not None


def _iso(text: str, today: date) -> tuple[date, ...]:
    try:
        return (date.fromisoformat(text),)
    except ValueError:
        return ()


def _soon(text: str, today: date) -> tuple[date, ...]:
    if text in {"today", "tomorrow"}:
        return (today + timedelta(days=text == "tomorrow"),)
    if text == "next week":
        return (today + timedelta(days=7),)
    match = re.fullmatch(r"(?:in )?(\d{1,3}) (day|week)s?", text)
    return (today + timedelta(days=int(match[1]) * (7 if match[2] == "week" else 1)),) if match else ()


def _weekday(text: str, today: date) -> tuple[date, ...]:
    match = re.fullmatch(_WEEKDAY, text)
    if match is None:
        return ()
    return (today + timedelta(days=(_DAYS.index(match[1][:3]) - today.weekday() - 1) % 7 + 1),)


def _end_of_month(text: str, today: date) -> tuple[date, ...]:
    match = re.fullmatch(rf"end of (?:{_MONTH}{_YEAR}|(?P<this>month|this month))", text)
    if match is None:
        return ()
    month = today.month if match["this"] else _MONTHS.index(match["m"][:3]) + 1
    year = int(match["y"]) if match["y"] else today.year + (month < today.month)
    return tuple(last - timedelta(days=1) for last in _made(year + month // 12, month % 12 + 1, 1))


def _named(text: str, today: date) -> tuple[date, ...]:
    for pattern in (rf"{_ORDINAL} (?:of )?{_MONTH}{_YEAR}", rf"{_MONTH} {_ORDINAL}{_YEAR}"):
        if match := re.fullmatch(pattern, text):
            return _coming(int(match["d"]), _MONTHS.index(match["m"][:3]) + 1, match["y"], today)
    return ()


def _dotted(text: str, today: date) -> tuple[date, ...]:
    """ "25.7." and "25.7.2014": the day comes first."""
    match = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\.?(?: ?(\d{4}))?", text)
    return _coming(int(match[1]), int(match[2]), match[3], today) if match else ()


def _slashed(text: str, today: date) -> tuple[date, ...]:
    """ "25/7" and "7/25" are told apart where one number is no month; "3/4" is either."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", text)
    if match is None:
        return ()
    one, other = int(match[1]), int(match[2])
    found = (*_coming(one, other, match[3], today), *_coming(other, one, match[3], today))
    return tuple(sorted(set(found)))


def _coming(day: int, month: int, year: str | None, today: date) -> tuple[date, ...]:
    if year:
        return _made(int(year), month, day)
    found = _made(today.year, month, day)
    return found if not found or found[0] >= today else _made(today.year + 1, month, day)


def _made(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()

"""Ticks of a time axis: days, ISO weeks, months, quarters or years, as many as fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pilothouse.charts.svg import text_width
from pilothouse.charts.words import Words


@dataclass(frozen=True)
class Tick:
    """A place on the time axis with its label, and a second line where a new year begins."""

    when: date
    label: str
    below: str = ""


# What a step may be, finest first: (unit, step, room a label needs in pixels)
_STEPS = (
    ("day", 1, 46),
    ("week", 1, 46),
    ("week", 2, 46),
    ("month", 1, 38),
    ("month", 3, 38),
    ("month", 6, 38),
    ("year", 1, 40),
    ("year", 2, 40),
    ("year", 5, 40),
    ("year", 10, 40),
    ("year", 20, 40),
    ("year", 50, 40),
    ("year", 100, 40),
)


def date_ticks(first: date, last: date, width: float, words: Words) -> list[Tick]:
    """The finest ticks between two dates whose labels have room on `width` pixels."""
    ticks: list[Tick] = []
    for unit, step, room in _STEPS:
        if (last - first).days / _DAYS[unit] / step > width / room + 1:
            continue
        days = [d for d in _days(first, last, unit, step) if first <= d <= last]
        ticks = _labelled(days, unit, words)
        if len(ticks) * room <= width:
            break
    # A span that contains no tick at all, such as four days in the middle of a month.
    return ticks or [Tick(first, first.isoformat())]


_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.2}


def _days(first: date, last: date, unit: str, step: int) -> Iterator[date]:
    if unit == "year":
        years = range(first.year - first.year % step, last.year + 1, step)
        yield from (date(year, 1, 1) for year in years if year > 0)
    elif unit == "month":
        for n in range(first.year * 12, last.year * 12 + 12, step):
            yield date(n // 12, n % 12 + 1, 1)
    else:
        # Weeks begin on Mondays; two-week steps keep to the odd ISO weeks.
        day = first - timedelta(days=first.weekday()) if unit == "week" else first
        while day <= last:
            if unit == "day" or step == 1 or day.isocalendar().week % step == 1:
                yield day
            day += timedelta(days=7 if unit == "week" else 1)


def _labelled(days: Sequence[date], unit: str, words: Words) -> list[Tick]:
    ticks = []
    year = None
    for day in days:
        calendar = day.isocalendar()
        this_year = calendar.year if unit == "week" else day.year
        below = str(this_year) if unit != "year" and this_year != year else ""
        year = this_year
        label = {
            "day": f"{day.day} {words.months[day.month - 1]}",
            "week": words.week.format(week=calendar.week),
            "month": words.months[day.month - 1],
            "year": str(day.year),
        }[unit]
        ticks.append(Tick(day, label, below))
    return ticks


def label_steps(labels: Sequence[str], width: float) -> range:
    """Which of evenly spaced labels to write so that they keep apart."""
    if not labels:
        return range(0)
    widest = max(text_width(label) for label in labels) + 12
    fitting = max(int(width // widest), 1)
    step = -(-len(labels) // fitting)
    for nice in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500):
        if nice >= step:
            step = nice
            break
    return range(0, len(labels), step)

"""What a meeting is called that follows another one."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from pilothouse.records.states import Text

_QUARTERS = (_("first quarter"), _("second quarter"), _("third quarter"), _("fourth quarter"))
# Names of the parts of a year, and which part a title means: so many after that of the day of its meeting, the
# likeliest first. A meeting in December may be about November; a month further back is about something else.
_FORMS: tuple[tuple[Sequence[Text], Sequence[int]], ...] = (
    (("Q1", "Q2", "Q3", "Q4"), (0, -1, 1, -2)),
    (_QUARTERS, (0, -1, 1, -2)),
    (tuple(MONTHS.values()), (0, -1)),
)


def next_title(title: str, last: date, on: date) -> str:
    """The title of the last meeting for the day of the next one: its month, its quarter ("Q3", "third quarter") and the
    year of these, or without them that of the last meeting, move on as the day does. What names none of them stays, and
    so does every other year, and one behind a colon: "ISO 9001:2015".
    """
    years = None
    for names, lags in _FORMS:
        size = len(names)
        told = (_part(last, size) + lag for lag in lags)
        part = next((part for part in told if re.search(_word(names[part % size]), title)), None)
        if part is not None:
            to = part + _part(on, size) - _part(last, size)
            title = re.sub(_word(names[part % size]), str(names[to % size]), title)
            years = years or (part // size, to // size)
    year, to_year = years or (last.year, on.year)
    return re.sub(rf"(?<!:)\b{year}\b", str(to_year), title)


def _part(day: date, size: int) -> int:
    """Which part of a year a day lies in, where a year has so many, counted from the year 0."""
    return day.year * size + (day.month - 1) * size // 12


def _word(name: Text) -> str:
    return rf"\b{re.escape(str(name))}\b"

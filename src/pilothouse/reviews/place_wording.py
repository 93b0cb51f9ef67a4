"""Where in a pack something differs, in words beside its path: which figure and period, or which entry of a list."""

import re
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Frequency
from pilothouse.measures.wording import period_in_words
from pilothouse.reviews.inputs import BY_KEY

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# The lines of a figure: one value for each of its periods.
_LINE = re.compile(r"(figures\[\d+\])((?:\.earlier)?)\.(?:periods|values|centre|lower|upper|sides)\[(\d+)\]")
_LONGEST = 80


def place_in_words(told: Any, path: str) -> str:
    """“IND-0001 Departures on time, EWR, %, week of 16 December 2013” for `figures[2].values[50]`, “ACT-0031 One plan”
    for `actions[7].due`; "" where the pack (`told`, its body in any format) has no name for the place.
    """
    at, names = told, []
    for name, index in _STEP.findall(path):
        at = _below(at, name or int(index))
        if index and isinstance(at, dict):
            names += _entry(at)
    return ", ".join(dict.fromkeys([*names, *_period(told, path)]))


def _below(at: Any, step: str | int) -> Any:
    """One step down; None where there is nothing: what stands made again may be longer than the pack."""
    if isinstance(step, str):
        return at.get(step) if isinstance(at, dict) else None
    return at[step] if isinstance(at, list) and step < len(at) else None


def _at(told: Any, path: str) -> Any:
    for name, index in _STEP.findall(path):
        told = _below(told, name or int(index))
    return told


def _entry(entry: dict[str, Any]) -> list[str]:
    """What an entry of a list is called: its number and title, and of a figure where and in which unit of measure."""
    number = entry.get("code") or entry.get("indicator") or ""
    name = entry.get("title") or entry.get("name") or entry.get("person") or _input(entry)
    called = f"{number} {str(name)[:_LONGEST]}".strip()
    return [str(one) for one in (called, entry.get("place"), entry.get("unit_of_measure")) if one]


def _input(entry: dict[str, Any]) -> str:
    found = BY_KEY.get(entry.get("input", ""))
    return str(found.label) if found else ""


def _period(told: Any, path: str) -> list[str]:
    """Of which period a value in a line of a figure tells."""
    found = _LINE.fullmatch(path)
    if not found:
        return []
    figure, earlier, place = found.groups()
    period = _at(told, f"{figure}{earlier}.periods[{place}]")
    frequency = _at(told, f"{figure}.frequency")
    return [_of_period(date.fromisoformat(period), frequency)] if period else []


def _of_period(period: date, frequency: str) -> str:
    """A week by the day on which it begins: years later nobody knows weeks by their numbers."""
    if frequency == Frequency.WEEK:
        return _("week of %s") % date_format(period, "j F Y")
    return period_in_words(period, frequency, period)

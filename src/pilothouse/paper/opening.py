"""A pack opened, and the words that every part of the paper shares: amounts, days, names, states."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.bridge.figures import difference_unit
from pilothouse.measures.models import Indicator
from pilothouse.measures.numerals import number, signed
from pilothouse.measures.trust import Weakness
from pilothouse.measures.wording import WEAKNESSES
from pilothouse.organisation.queries import the_organisation
from pilothouse.paper.drawing import Figure
from pilothouse.records.states import Kind
from pilothouse.reviews.models import Pack

NONE = "–"
# What later formats added; None in a pack of an earlier one says that it does not hold it.
_ADDED: dict[str, Any] = {
    "requests": None, "risks": None, "verifications": None, "scale": None, "currency": "", "tier": "", "looks": None,
    "read_before": None, "inputs": None, "opportunities": None, "together": None, "sets": None, "weeks": None,
    "events": None, "climbed": None, "looked": None, "verdicts": None, "fallen": (), "gaps": None,
    "looked_through": None,
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A pack opened: its body, and the figures by their series."""

    body: dict[str, Any]
    today: date
    figures: dict[int, Figure]

    @cached_property
    def zone(self) -> tzinfo:
        """The zone in which the organisation's days are days."""
        organisation = the_organisation()
        return organisation.tz if organisation else UTC

    def figure(self, series: int | None) -> Figure | None:
        """The figure of a series; None for none, or where the pack does not hold it."""
        return self.figures.get(series) if series else None


def opened(pack: Pack) -> Told:
    """Read the body of a pack, of whichever format."""
    body = _ADDED | json.loads(pack.body)
    return Told(body, date.fromisoformat(body["today"]), {one["series"]: one for one in body["figures"]})


def amount(figure: Figure, value: float | None) -> str:
    """A value with its unit; a dash for none."""
    return NONE if value is None else f"{number(value, figure['decimals'])} {figure['unit_of_measure']}".strip()


def difference(figure: Figure | None, value: float) -> str:
    """“+5.1 points”: a difference with its sign, and with its unit where its series is known."""
    if figure is None:
        return signed(value)
    unit = difference_unit(Indicator(unit_of_measure=figure["unit_of_measure"]))
    return f"{signed(value, figure['decimals'])} {unit}".strip()


def name_of(figure: Figure) -> str:
    """“Departures on time, LGA”."""
    return f"{figure['title']}, {figure['place']}"


def day_in_words(day: str | None) -> str:
    """“3 Dec 2026”; a dash for none."""
    return date_format(date.fromisoformat(day), "j M Y") if day else NONE


def moment_in_words(told: Told, moment: str) -> str:
    """The day of a moment, where the organisation is."""
    return day_in_words(datetime.fromisoformat(moment).astimezone(told.zone).date().isoformat())


def exactly(moment: str) -> str:
    """“6 Jan 2014, 16:00 (UTC-05:00)”: a moment with its zone, as it stands in the pack."""
    at = datetime.fromisoformat(moment)
    return f"{date_format(at, 'j M Y, H:i')} ({at.tzname()})"


def weak_in_words(trust: dict[str, Any]) -> str:
    """What keeps a number from an A: “entered by hand, late”."""
    return ", ".join(str(WEAKNESSES[Weakness(name)]) for name in trust["weaknesses"])


def state_in_words(kind: Kind, name: str) -> str:
    """A state as people read it."""
    return str(kind.life.state(name).label)


def effect_in_words(figure: Figure | None, effect: Sequence[float | None]) -> str:
    """“measured +5.1 points (95 %: 2.2 to 8.0)”; "" where nothing was measured."""
    decimals = figure["decimals"] if figure else 1
    low, high = (None if value is None else number(value, decimals) for value in effect[1:])
    if effect[0] is None:
        return ""
    middle = difference(figure, effect[0])
    if low is None or high is None:
        return _("measured %s") % middle
    return _("measured %(middle)s (95 %%: %(low)s to %(high)s)") % {"middle": middle, "low": low, "high": high}

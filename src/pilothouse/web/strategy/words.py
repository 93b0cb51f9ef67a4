"""Chains, chances and results of objectives as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.alignment import Aim, Together
from pilothouse.bridge.causes import Cause
from pilothouse.bridge.graph.wording import chain_said
from pilothouse.bridge.results import changing, now_of
from pilothouse.measures.models import Indicator, Reading, Series, Target
from pilothouse.measures.wording import percent_in_words, period_in_words, undecided
from pilothouse.records.models import Record
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.words import amount
from pilothouse.web.strategy.danger import DangerLine, danger_line

CAPABILITIES = {
    "capable": gettext_lazy("capable"),
    "hit_and_miss": gettext_lazy("hit and miss"),
    "not_yet": gettext_lazy("not yet, perhaps by its date"),
    "not_capable": gettext_lazy("not capable without a change"),
    "cannot_be_told": gettext_lazy("cannot be told yet"),
}


@dataclass(frozen=True)
class AimLine:
    """An objective as one row: its result now, wanted, by when, how likely, and whether the chain holds."""

    aim: Aim
    spark: str
    now: str
    wanted: str
    chance: float | None
    capability: Any
    outlook: str
    chain: Any
    together: str
    shaken: Sequence[Record] = ()
    danger: DangerLine | None = None

    @property
    def branch(self) -> int:
        """How far the row is set in; the kit knows three steps."""
        return min(self.aim.depth, 3)


def aim_line(aim: Aim, shaken: Sequence[Record] = (), causes: Sequence[Cause] = ()) -> AimLine:
    """The row of an objective; `shaken` is what it rests on and that changed or no longer holds, `causes` explain its
    danger.
    """
    reading, series = aim.reading, aim.series
    return AimLine(
        aim,
        small_chart(series) if series else "",
        now_in_words(series),
        wanted_of(aim.target),
        rounded(aim.chance),
        chance_in_words(reading, aim.hidden),
        outlook_in_words(reading, series.indicator if series else None),
        chain_in_words(aim),
        together_in_words(aim.together),
        shaken,
        danger_line(aim, [cause for cause in causes if cause.record not in shaken]),
    )


def chance_in_words(reading: Reading | None, hidden: int) -> str:
    """What is said beside the chance or instead of it; `hidden` counts targets that the reader may not see."""
    if reading is None:
        return _("no data you may see") if hidden else ""
    if changing(reading):
        return "" if "outlook" in reading.picture else _("cannot be told while it changes")
    if reading.chance is None and "outlook" in reading.picture:
        return ""
    capability = reading.picture.get("capability", "")
    # Beside a figure these two say nothing more.
    said_by_figure = capability in {"cannot_be_told", "hit_and_miss"} and reading.chance is not None
    return "" if said_by_figure else str(CAPABILITIES.get(capability, ""))


def together_in_words(together: Together | None) -> str:
    """“all 4 targets in it, each on its date: at most 15 %, 1 cannot be told”; "" where there is only one."""
    if together is None:
        return ""
    words = {"count": together.targets, "unknown": together.unknown}
    both = together.targets == 2
    every = _("both targets in it") if both else _("all %(count)d targets in it") % words
    if together.unknown == together.targets:
        return _("%(every)s: cannot be told yet") % {"every": every}
    chance = percent_in_words((together.low, together.high))
    said = _("%(every)s, each on its date: %(chance)s") % {"every": every, "chance": chance}
    return said + (_(", %(unknown)d cannot be told") % words if together.unknown else "")


def rounded(chance: float | None) -> float | None:
    """A chance in per cent as it is told: to the nearest 5."""
    return None if chance is None else 5.0 * round(20 * chance)


def outlook_in_words(reading: Reading | None, indicator: Indicator | None) -> str:
    """“on 29 June 2014 25 %, if it goes on as since week 50”; "" where nothing can be told.

    The chance of next time stands before it where it is a range; a single one has a bar.
    """
    told = reading.picture.get("outlook") if reading else None
    if reading is None or indicator is None or not told:
        return ""
    parts = [] if reading.chance is not None else [_("next time %s") % percent_in_words(told["next"])]
    day = date_format(date.fromisoformat(told["by"]), "j F Y")
    if told["at"]:
        parts.append(_("on %(day)s %(chance)s") % {"day": day, "chance": percent_in_words(told["at"])})
    said = ", ".join((*parts, _assumed(told, reading, indicator)))
    far = _("%(said)s; %(day)s is too far to tell") % {"said": said, "day": day}
    return far if reading.too_far else said


def _assumed(told: dict[str, Any], reading: Reading, indicator: Indicator) -> str:
    if told["since"] is None:
        return _("if it goes on as so far")
    latest = reading.latest_period or date.min
    onset = date.fromisoformat(told["since"])
    if any(low != high for low, high in filter(None, (told["next"], told["at"]))):
        return undecided(onset, indicator.frequency, latest)
    since = period_in_words(onset, indicator.frequency, latest)
    return _("if it goes on as since %s") % since


def now_in_words(series: Series | None) -> str:
    """Where the series stands, with the unit; a dash for none."""
    reading = getattr(series, "reading", None) if series else None
    return amount(series.indicator, now_of(reading)) if series and reading else "–"


def chain_in_words(aim: Aim) -> str:
    """Where the chain down to fresh values breaks first, or that it does not."""
    return chain_said(aim.gap)


def wanted_of(target: Target | None) -> str:
    """The wanted value with its unit; a dash for none."""
    return amount(target.series.indicator, target.value) if target else "–"

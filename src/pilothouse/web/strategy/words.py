"""Chains, chances and results of objectives as people read them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.bridge.alignment import Aim, Gap, Share
from pilothouse.bridge.results import changing, now_of
from pilothouse.measures.models import Reading, Series, Target
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.measures.words import amount

GAPS = {
    Gap.OWNER: gettext_lazy("nobody answers for it"),
    Gap.INDICATOR: gettext_lazy("no indicator"),
    Gap.TARGET: gettext_lazy("no target"),
    Gap.PROCESS: gettext_lazy("its indicator belongs to no process"),
    Gap.PROCESS_OWNER: gettext_lazy("its process has no owner"),
    Gap.VALUES: gettext_lazy("no fresh values"),
}
CAPABILITIES = {
    "capable": gettext_lazy("capable"),
    "hit_and_miss": gettext_lazy("hit and miss"),
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
    chain: Any

    @property
    def branch(self) -> int:
        """How far the row is set in; the kit knows three steps."""
        return min(self.aim.depth, 3)


def aim_line(aim: Aim) -> AimLine:
    """The row of an objective."""
    reading, series = aim.reading, aim.series
    return AimLine(
        aim,
        small_chart(series) if series else "",
        now_in_words(series),
        wanted_of(aim.target),
        None if aim.chance is None else aim.chance * 100,
        chance_in_words(reading, aim.hidden),
        chain_in_words(aim),
    )


def chance_in_words(reading: Reading | None, hidden: int) -> str:
    """What is said beside the chance or instead of it; `hidden` counts targets that the reader may not see."""
    if reading is None:
        return _("no data you may see") if hidden else ""
    if changing(reading):
        return _("cannot be told while it changes")
    return str(CAPABILITIES.get(reading.picture.get("capability", ""), ""))


def now_in_words(series: Series | None) -> str:
    """The mean of the latest eight values with the unit; a dash for none."""
    reading = getattr(series, "reading", None) if series else None
    return amount(series.indicator, now_of(reading)) if series and reading else "–"


def chain_in_words(aim: Aim) -> str:
    """Where the chain down to fresh values breaks first, or that it does not."""
    return str(GAPS[aim.gap]) if aim.gap else _("unbroken")


def wanted_of(target: Target | None) -> str:
    """The wanted value with its unit; a dash for none."""
    return amount(target.series.indicator, target.value) if target else "–"


def share_sentence(share: Share) -> str:
    """How many objectives are tied to fresh values, worked on, and left alone."""
    if not share.every:
        return ""
    words = {"every": share.every, "whole": share.whole, "acted": share.acted, "alone": share.alone}
    every = ngettext("%(every)d objective", "%(every)d objectives", share.every) % words
    if share.whole == share.every:
        parts = [_("each with an unbroken chain down to fresh values") if share.every > 1 else _("its chain unbroken")]
    else:
        parts = [_("%(whole)d with an unbroken chain down to fresh values") % words]
    parts.append(_("%(acted)d with live actions") % words if share.acted else _("none with live actions"))
    if share.alone:
        missing = ngettext("%(alone)d misses its target", "%(alone)d miss their target", share.alone)
        parts.append(_("%s without any") % (missing % words))
    return _("%(every)s: %(parts)s.") % {"every": every, "parts": _(", ").join(parts)}

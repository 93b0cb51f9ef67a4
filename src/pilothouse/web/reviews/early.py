"""Too early for a verdict: why, and when it is asked for again, in plain words."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.measures.shifts import enough_after
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import Beside, Early
from pilothouse.reviews.rules import MOST_PUT_OFF
from pilothouse.spc.shift import FEWEST_BEFORE

_ONE = {
    "day": gettext_lazy("One comes each day"),
    "week": gettext_lazy("One comes each week"),
    "month": gettext_lazy("One comes each month"),
    "quarter": gettext_lazy("One comes each quarter"),
    "year": gettext_lazy("One comes each year"),
}


def early_told(decision: Decision, fact: Beside | None, found: Early | None, today: date) -> list[str]:
    """Sentences about a verdict that is too early; none where it is not. `fact` is None where the reader does not see
    the series; `found` also where enough values have come, or none will.
    """
    if not decision.too_early(today):
        return [_why(decision, found), *_times(decision)] if found and decision.awaits_verdict(today) else []
    asked, told = _("Its verdict is asked for again on %s, not before."), [_why(decision, found)] if found else []
    if fact is not None and fact.outcome is not None:
        asked = _("Enough values have come by now. Its verdict is asked for again on %s, and may be given before.")
    return [*told, asked % _day(decision.asks_on or today), *_times(decision)]


def never_told(fact: Beside | None, found: Early | None) -> str:
    """Why the numbers cannot tell and never will; "" where they tell, or it is too early."""
    if fact is None or fact.outcome is not None or found is not None:
        return ""
    measured = fact.measured
    if measured.before_points < FEWEST_BEFORE:
        before = {"have": measured.before_points, "enough": FEWEST_BEFORE}
        return _("Only %(have)d of the %(enough)d values that tell what was usual lie before it took effect.") % before
    return ngettext(
        "%(have)d of the %(enough)d values that tell it has come since it took effect, and no more are awaited: "
        "the series has ended, or nothing has come for long.",
        "%(have)d of the %(enough)d values that tell it have come since it took effect, and no more are awaited: "
        "the series has ended, or nothing has come for long.",
        measured.after_points,
    ) % {"have": measured.after_points, "enough": enough_after(fact.points)}


def _why(decision: Decision, found: Early) -> str:
    """ "2 of the 6 values that tell it have come since it took effect. One comes each week, and …"""
    have = ngettext(
        "%(have)d of the %(enough)d values that tell it has come since it took effect.",
        "%(have)d of the %(enough)d values that tell it have come since it took effect.",
        found.have,
    ) % {"have": found.have, "enough": found.enough}  # fmt: skip
    each = _ONE[decision.series.indicator.frequency] if decision.series is not None else ""
    when = _("%(each)s, with days of grace: all of them can be in by %(day)s.") % {
        "each": each, "day": _day(found.again),
    }  # fmt: skip
    return f"{have} {when}"


def _times(decision: Decision) -> list[str]:
    if not decision.put_off:
        return []
    return [_("Put off once to a later day.") if decision.put_off == 1 else _("Put off twice to a later day.")]


def help_of_later(decision: Decision, found: Early) -> Any:
    """What is said below the field for a later day."""
    if (decision.put_off or 0) >= MOST_PUT_OFF:
        return _("It was put off twice already: it is asked for again on %s.") % _day(found.again)
    return _(
        "Leave it empty for %s, by when enough values can have come. A later day may be chosen twice, within a year."
    ) % _day(found.again)  # fmt: skip


def _day(when: date) -> str:
    return date_format(when, "j M Y")

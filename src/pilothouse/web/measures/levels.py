"""What a comparison with "before" cannot say by itself: that somebody acted in a stretch which had just changed."""

import math
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.figures import amount, difference, range_of
from pilothouse.measures.models import Indicator, Series
from pilothouse.measures.shifts import POINTS_OF_A_LEVEL, LevelBefore, level_before_change
from pilothouse.measures.traces import Trace
from pilothouse.spc import Shift, Verdict
from pilothouse.spc.shift import FEWEST_BEFORE


def told_of_level(series: Series, changed_on: date, points: int, trace: Trace, measured: Shift) -> list[str]:
    """In sentences what the "before" of this comparison rests on, and how the same values stand against the level
    before that; none where it is a level that had lasted.
    """
    found = level_before_change(series, changed_on, points, trace)
    if found is None:
        return []
    indicator = series.indicator
    began, back = _began(found, measured, indicator), _("What had just changed often goes back by itself.")
    return [began, back, *_against(found.measured, indicator)]


def _began(found: LevelBefore, measured: Shift, indicator: Indicator) -> str:
    told = {"day": date_format(found.onset, "j M Y"), "n": found.points}
    told |= {"level": amount(measured.before_mean, indicator), "earlier": amount(found.measured.before_mean, indicator)}
    if found.points >= POINTS_OF_A_LEVEL:
        words = _("“Before” begins with a change: %(level)s on average since %(day)s, %(earlier)s before that.")
    else:
        words = ngettext(
            "“Before” holds a change that began on %(day)s, %(n)d value earlier; the level was %(earlier)s before.",
            "“Before” holds a change that began on %(day)s, %(n)d values earlier; the level was %(earlier)s before.",
            found.points,
        )
    return words % told


def _against(one: Shift, indicator: Indicator) -> list[str]:
    if one.verdict is Verdict.TOO_EARLY:
        return []
    if one.before_points < FEWEST_BEFORE or not math.isfinite(one.low):
        return [_("Too few values lie before that change to compare with them.")]
    said = {
        Verdict.BETTER: _("better than before that change, too"),
        Verdict.WORSE: _("still worse than before that change"),
    }.get(one.verdict, _("not to be told apart from a return to it by itself"))
    effect = f"{difference(one.effect, indicator)} {range_of(one.low, one.high, indicator)}"
    words = _("Against the level before that change the effect is %(effect)s: %(said)s.")
    return [words % {"effect": effect, "said": said}]

"""What a comparison with "before" cannot say by itself, in words: somebody acted in a stretch that had just changed."""

import math

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.figures import amount, difference, range_of
from pilothouse.measures.models import Indicator
from pilothouse.measures.shifts import POINTS_OF_A_LEVEL, LevelBefore
from pilothouse.spc import Shift, Verdict
from pilothouse.spc.shift import FEWEST_BEFORE


def level_in_words(found: LevelBefore, level: float, indicator: Indicator) -> list[str]:
    """In sentences what "before" rests on, whose mean is `level`, and how the same values stand against the level
    before that.
    """
    back = _("What had just changed often goes back by itself.")
    return [_began(found, level, indicator), back, *_against(found.measured, indicator)]


def _began(found: LevelBefore, level: float, indicator: Indicator) -> str:
    told = {"day": date_format(found.onset, "j M Y"), "n": found.points}
    told |= {"level": amount(level, indicator), "earlier": amount(found.measured.before_mean, indicator)}
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

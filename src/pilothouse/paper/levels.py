"""What “before” rests on beside a comparison, in words; what the numbers said when a verdict was due."""

import math
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.levels import level_in_words
from pilothouse.measures.models import Direction, Indicator
from pilothouse.measures.shifts import LevelBefore
from pilothouse.paper.drawing import Figure
from pilothouse.paper.opening import Told, day_in_words, effect_in_words, state_in_words
from pilothouse.reviews.states import DECISION
from pilothouse.spc import Shift, Verdict
from pilothouse.spc.shift import FEWEST_BEFORE

Record = dict[str, Any]
# Verdicts that something moved, and which way.
_MOVED = {"as_forecast": Verdict.BETTER, "less": Verdict.BETTER, "worse": Verdict.WORSE}


def level(told: Told, one: Record) -> str:
    """The sentences about the level before a change; "" for a level that had lasted, and in earlier formats."""
    held, figure = one.get("level"), told.figure(one["series"])
    if not held or figure is None:
        return ""
    indicator = Indicator(decimals=figure["decimals"], unit_of_measure=figure["unit_of_measure"])
    return " ".join(level_in_words(_level(held), held["level"], indicator))


def acted_in_a_change(told: Told, one: Record) -> str:
    """The same in short, beside a verdict that something moved where that stretch was worse (or better) than the level
    before it, and that level, of enough values, says otherwise.
    """
    held, figure = one.get("level"), told.figure(one["series"])
    moved = _MOVED.get(one["state"])
    if not held or figure is None or moved is None or held["verdict"] in (moved, Verdict.TOO_EARLY):
        return ""
    if held["before_points"] < FEWEST_BEFORE or held["earlier"] is None:
        return ""
    upwards = figure["direction"] == Direction.UP
    if (held["level"] < held["earlier"]) != (upwards == (moved is Verdict.BETTER)) or held["level"] == held["earlier"]:
        return ""
    if moved is Verdict.BETTER:
        return _("“Before” was itself a bad stretch: against the level before that no gain can be told.")
    return _("“Before” was itself a good stretch: against the level before that no harm can be told.")


def _level(held: Record) -> LevelBefore:
    effect, low, high = (math.nan if value is None else value for value in held["effect"])
    earlier = math.nan if held["earlier"] is None else held["earlier"]
    verdict = Verdict(held["verdict"])
    measured = Shift(effect, low, high, earlier, math.nan, held["before_points"], 0, math.nan, verdict)
    return LevelBefore(date.fromisoformat(held["onset"]), held["points"], measured)


def when_due(figure: Figure | None, one: Record) -> str:
    """What the numbers said on the day of the verdict, where it is not what was judged; "" in earlier formats."""
    kept = one.get("when_due")
    if not kept or (kept["verdict"], kept["effect"]) == (one["state"], one["effect"]):
        return ""
    day = day_in_words(kept["on"])
    if kept["effect"][0] is None:  # the verdict of such a reading was "" before it was told as what cannot be told
        few = ngettext(
            "On %(day)s, when its verdict was due, the numbers could not tell, with %(count)d value since it took "
            "effect.",
            "On %(day)s, when its verdict was due, the numbers could not tell, with %(count)d values since it took "
            "effect.",
            kept["points"],
        )
        return few % {"day": day, "count": kept["points"]}
    words = {
        "day": day,
        "verdict": state_in_words(DECISION, kept["verdict"]),
        "effect": effect_in_words(figure, kept["effect"]),
    }
    return _("On %(day)s, when its verdict was due, the numbers said: %(verdict)s, %(effect)s.") % words

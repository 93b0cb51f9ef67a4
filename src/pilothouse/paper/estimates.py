"""What risks may cost and opportunities may bring, in words: ranges, the landmarks of their curve, their sum beside
what is borne. To two digits: an estimate knows no more.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.paper.opening import Told, moment_in_words
from pilothouse.risks.queries import NotBorne
from pilothouse.risks.rules import Borne, worst
from pilothouse.risks.wording import chance, figure, loss, together_words

Record = dict[str, Any]


def estimate_in_words(told: Told, estimate: Record | None) -> str:
    """Who estimated a year, when, on what, within which ranges: no series measures it. The fourth format kept no
    ranges, those before nothing of it.
    """
    if not estimate:
        return ""
    words = {"who": estimate["by"] or _("somebody"), "day": moment_in_words(told, estimate["at"])}
    said = _("by %(who)s on %(day)s") % words
    said = f"{said}: {ranges_in_words(estimate)}" if "often" in estimate else said
    return f"{said}: {estimate['basis']}" if estimate["basis"] else said


def ranges_in_words(estimate: Record) -> str:
    """“3 to 12 times a year, 4 to 40 departures each time”."""
    often, each = ([figure(end) for end in estimate[name]] for name in ("often", "each"))
    unit = f"\u00a0{estimate['unit']}" if estimate["unit"] else ""
    words = {"few": often[0], "many": often[1], "low": each[0], "high": f"{each[1]}{unit}"}
    return _("%(few)s to %(many)s times a year, %(low)s to %(high)s each time") % words


def year_in_words(curve: Record, unit: str) -> str:
    """“a year 110 departures on average, one in ten more than 200, one in a hundred more than 330”."""
    words = {name: loss(curve[name], unit) for name in ("mean", "ten", "hundred")}
    if not curve["hundred"]:
        return _("a year %(mean)s on average, nothing in 99 of a hundred") % words
    if not curve["ten"]:
        return _("a year %(mean)s on average, nothing in nine of ten, one in a hundred more than %(hundred)s") % words
    return _(
        "a year %(mean)s on average, one in ten more than %(ten)s, one in a hundred more than %(hundred)s"
    ) % words  # fmt: skip


def curve_in_words(estimate: Record | None) -> str:
    """The same of an estimate; "" where its format kept no curve."""
    return year_in_words(estimate["curve"], estimate["unit"]) if estimate and "curve" in estimate else ""


def not_borne(told: Told) -> str:
    """What of the sum lies beyond the appetite, where it is crossed furthest; "" where it is borne, or not told."""
    whole = told.body["together"]
    steps = [Borne(one["loss"], one["borne"], one["chance"]) for one in whole["steps"]] if whole else []
    step = worst(steps)
    if step is None:
        return ""
    words = {"together": together_words(NotBorne(step, unit_of_loss(told)))}
    return _("What a bad year may cost lies beyond what we said we would bear: %(together)s.") % words


def together_in_words(told: Told) -> Record | None:
    """All estimated risks of the unit together, and each step of the appetite line; None where nothing is told."""
    whole = told.body["together"]
    if whole is None:
        return None
    unit = unit_of_loss(told)
    said = ngettext("%d live risk is estimated", "%d live risks are estimated", whole["risks"]) % whole["risks"]
    tied = whole["by_cause"]
    sharing = {"n": whole["sharing"], "hundred": loss(tied["hundred"], unit)} if tied else {}
    return {
        "said": f"{said}: {year_in_words(whole['curve'], unit)}.",
        "tied": _("If the %(n)d that share a cause always had their bad years together, one year in a hundred would "
                  "cost more than %(hundred)s.") % sharing if tied else "",
        "steps": [
            {"loss": loss(one["loss"], unit), "borne": chance(one["borne"]), "chance": chance(one["chance"]),
             "beyond": one["beyond"]}
            for one in whole["steps"]
        ],
    }  # fmt: skip


def unit_of_loss(told: Told) -> str:
    """What losses are counted in."""
    scale = told.body["scale"]
    return str(scale["unit_of_loss"]) if scale else ""

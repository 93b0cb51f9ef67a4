"""What risks may cost and opportunities may bring, in words: ranges, the landmarks of their curve, their sum beside
what is borne. To two digits: an estimate knows no more.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.measures.numerals import number
from pilothouse.paper.opening import Told, moment_in_words

Record = dict[str, Any]


def two_digits(value: float) -> str:
    """“1 200”, “0.15”."""
    rounded = float(f"{value:.2g}")
    return f"{rounded:g}" if abs(rounded) < 10 else number(rounded, 0)


def chance(share: float) -> str:
    """A chance, never told as none or certain."""
    if share < 0.001:
        return _("under 0.1 %")
    return _("over 99 %") if share > 0.99 else f"{two_digits(100 * share)}\u00a0%"


def counted(value: float, unit: str) -> str:
    """“340 departures”."""
    return f"{two_digits(value)}\u00a0{unit}" if unit else two_digits(value)


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
    often, each = ([two_digits(end) for end in estimate[name]] for name in ("often", "each"))
    unit = f"\u00a0{estimate['unit']}" if estimate["unit"] else ""
    words = {"few": often[0], "many": often[1], "low": each[0], "high": f"{each[1]}{unit}"}
    return _("%(few)s to %(many)s times a year, %(low)s to %(high)s each time") % words


def year_in_words(curve: Record, unit: str) -> str:
    """“a year 110 departures on average, one in ten more than 200, one in a hundred more than 330”."""
    words = {name: counted(curve[name], unit) for name in ("mean", "ten", "hundred")}
    return _(
        "a year %(mean)s on average, one in ten more than %(ten)s, one in a hundred more than %(hundred)s"
    ) % words  # fmt: skip


def curve_in_words(estimate: Record | None) -> str:
    """The same of an estimate; "" where its format kept no curve."""
    return year_in_words(estimate["curve"], estimate["unit"]) if estimate and "curve" in estimate else ""


def not_borne(told: Told) -> str:
    """What of the sum lies beyond the appetite, where it is crossed furthest; "" where it is borne, or not told."""
    whole = told.body["together"]
    beyond = [one for one in (whole or {"steps": []})["steps"] if one["beyond"]]
    if not beyond:
        return ""
    step = max(beyond, key=lambda one: one["chance"] / one["borne"])
    return _("What a bad year may cost lies beyond what we said we would bear: more than %(loss)s with %(chance)s, "
             "borne are %(borne)s.") % {
        "loss": counted(step["loss"], unit_of_loss(told)), "chance": chance(step["chance"]),
        "borne": chance(step["borne"]),
    }  # fmt: skip


def together_in_words(told: Told) -> Record | None:
    """All estimated risks of the unit together, and each step of the appetite line; None where nothing is told."""
    whole = told.body["together"]
    if whole is None:
        return None
    unit = unit_of_loss(told)
    said = ngettext("%d live risk is estimated", "%d live risks are estimated", whole["risks"]) % whole["risks"]
    tied = whole["by_cause"]
    sharing = {"n": whole["sharing"], "hundred": counted(tied["hundred"], unit)} if tied else {}
    return {
        "said": f"{said}: {year_in_words(whole['curve'], unit)}.",
        "tied": _("If the %(n)d that share a cause always had their bad years together, one year in a hundred would "
                  "cost more than %(hundred)s.") % sharing if tied else "",
        "steps": [
            {"loss": counted(one["loss"], unit), "borne": chance(one["borne"]), "chance": chance(one["chance"]),
             "beyond": one["beyond"]}
            for one in whole["steps"]
        ],
    }  # fmt: skip


def unit_of_loss(told: Told) -> str:
    """What losses are counted in."""
    scale = told.body["scale"]
    return str(scale["unit_of_loss"]) if scale else ""

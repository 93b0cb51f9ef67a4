"""Assessments, curves and warnings as people read them."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.improvement.rules.foresight import Foresight
from pilothouse.measures.moves import is_better
from pilothouse.measures.pictures import kind_shown
from pilothouse.measures.wording import period_in_words
from pilothouse.risks.appetite import meant_by, scale_of
from pilothouse.risks.models import Assessment, Tripwire
from pilothouse.risks.rules import Scale, at_odds, past
from pilothouse.risks.wording import chance, figure, loss, rating
from pilothouse.spc.loss import Curve
from pilothouse.web.measures.words import amount

FORESIGHTS = {
    Foresight.FORESEEN: (gettext_lazy("on the register"), "better"),
    Foresight.CLOSED: (gettext_lazy("had been on the register"), "worse"),
    Foresight.LATE: (gettext_lazy("registered only afterwards"), "worse"),
    Foresight.UNFORESEEN: (gettext_lazy("not foreseen"), "worse"),
    Foresight.UNKNOWN: (gettext_lazy("not known whether it was foreseen"), "unknown"),
    Foresight.UNSAID: (gettext_lazy("nobody has said yet"), "needs"),
}


def in_full(value: float) -> str:
    """A number as somebody would type it, without losing a digit: 1234567 and not 1.23457e+06."""
    return f"{value:.15g}"


def told(one: Assessment) -> str:
    """An assessment in one line, in the words of its own day."""
    if one.seed is None:
        return rating(scale_of(one.scale), one.likelihood, one.impact)
    often = _("%(low)s to %(high)s times a year") % {
        "low": figure(one.often_low or 0.0), "high": figure(one.often_high or 0.0)
    }  # fmt: skip
    each = _("%(low)s to %(high)s each time") % {
        "low": figure(one.loss_low or 0.0), "high": loss(one.loss_high or 0.0, one.unit_of_loss)
    }  # fmt: skip
    return f"{often}, {each}"


def odds_words(scale: Scale, likelihood: int | None, estimate: Assessment | None) -> str:
    """That the matrix and the estimate say different things of how often it happens; "" where they do not, or where
    nobody can tell what the words of the level mean.
    """
    if likelihood is None or estimate is None or estimate.often_low is None or estimate.often_high is None:
        return ""
    word = scale.likelihood[likelihood - 1]
    side = at_odds(meant_by(word), (estimate.often_low, estimate.often_high))
    if not side:
        return ""
    said = {"word": word, "low": figure(estimate.often_low), "high": figure(estimate.often_high)}
    often = _("The matrix says “%(word)s”, the estimate %(low)s to %(high)s times a year, which is more often")
    seldom = _("The matrix says “%(word)s”, the estimate %(low)s to %(high)s times a year, which is less often")
    return _("%s: one of the two is to be looked at again.") % ((often if side > 0 else seldom) % said)


def _landmarks(curve: Curve, unit: str) -> dict[str, str]:
    at = dict(zip(curve.chances, curve.losses, strict=True))
    return {
        "mean": loss(curve.mean, unit),
        "any": chance(curve.any),
        "ten": loss(at[0.1], unit),
        "hundred": loss(at[0.01], unit),
    }


def curve_sentence(curve: Curve, unit: str) -> str:
    """The curve in words: what a year costs on average, and what is exceeded in one year of ten and of a hundred."""
    if curve.any < 0.001:
        return _("Hardly any year costs anything.")
    return (
        _("A year costs %(mean)s on average; the chance that it costs anything at all is %(any)s. One year in ten "
          "costs more than %(ten)s, one in a hundred more than %(hundred)s.") % _landmarks(curve, unit)
    )  # fmt: skip


def gain_sentence(curve: Curve, unit: str) -> str:
    """The same for what an opportunity brings."""
    if curve.any < 0.001:
        return _("Hardly any year brings anything.")
    return (
        _("A year brings %(mean)s on average; the chance that it brings anything at all is %(any)s. One year in ten "
          "brings more than %(ten)s, one in a hundred more than %(hundred)s.") % _landmarks(curve, unit)
    )  # fmt: skip


def at_once_sentence(kept: dict[str, Any], unit: str) -> str:
    """What a bad year costs if one cause strikes all risks; "" for a sum from before it was kept."""
    if not (worst := kept.get("at_once")):
        return ""
    at = dict(zip(kept["chances"], worst, strict=True))
    words = {"ten": loss(at[0.1], unit), "hundred": loss(at[0.01], unit)}
    return (
        _("If one cause gave all of them their bad years at once, one year in ten would cost more than %(ten)s, one in "
          "a hundred more than %(hundred)s. The truth will mostly lie between.") % words
    )  # fmt: skip


def by_cause_sentence(kept: dict[str, Any], unit: str) -> str:
    """What a bad year costs where risks that share a cause are struck together; "" where none share one."""
    if not (tied := kept.get("by_cause")):
        return ""
    at, apart = (dict(zip(kept["chances"], losses, strict=True)) for losses in (tied, kept["losses"]))
    causes = ngettext("%(n)d named cause", "%(n)d named causes", kept["causes"]) % {"n": kept["causes"]}
    words = {
        "risks": kept["sharing"],
        "causes": causes,
        "hundred": loss(at[0.01], unit),
        "apart": loss(apart[0.01], unit),
    }
    return (
        _("%(risks)d risks share %(causes)s. If these always had their bad years together, one year in a hundred would "
          "cost more than %(hundred)s instead of %(apart)s: the faint line. So close a tie is an extreme; nobody "
          "knows how strong it is.") % words
    )  # fmt: skip


def points_of(curve: Curve) -> list[tuple[float, float]]:
    """The curve as it is drawn: (loss, chance), losses above zero and rising."""
    return [(at, share) for at, share in zip(curve.losses, curve.chances, strict=True) if at > 0]


def wire_words(wire: Tripwire) -> str:
    """What a sign waits for: “a fresh change to the worse”, “above 4.0 %”."""
    if wire.level is None:
        return _("a fresh change to the worse")
    at = amount(wire.series.indicator, wire.level)
    return _("above %s") % at if wire.side > 0 else _("below %s") % at


def asks_at_once() -> str:
    """What is said where a line was crossed before anybody watched it."""
    return _("The latest value lies beyond the line already: the risk asks its owner now.")


def stands(wire: Tripwire, *, warned: bool) -> str:
    """Where the series stands against the sign now: "beyond", "calm", or "none" without a value; "earlier" where a
    change goes on that began before the sign was set, so that it has not `warned` of it.
    """
    reading: Any = getattr(wire.series, "reading", None)
    if reading is None or reading.latest is None:
        return "none"
    if wire.level is not None:
        return "beyond" if past(reading.latest, wire.level, wire.side) else "calm"
    good = 1 if wire.series.indicator.direction == "up" else -1
    if not reading.change or is_better(reading.change, kind_shown(reading.picture), good):
        return "calm"
    return "beyond" if warned else "earlier"


def trip_words(trip: Any, wire: Tripwire, today: date) -> str:
    """What a warning saw: “Cancelled departures, EWR: 10.2 % in week 49”."""
    indicator = wire.series.indicator
    when = period_in_words(trip.period, indicator.frequency, today)
    if trip.value is None:
        return _("%(series)s: a change to the worse, seen with %(when)s") % {"series": wire.series, "when": when}
    return f"{wire.series}: {amount(indicator, trip.value)}, {when}"

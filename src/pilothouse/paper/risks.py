"""Risks and opportunities of a pack in sentences: rating, estimate, what is at stake, signs and warnings."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.wording import period_in_words
from pilothouse.paper.estimates import Record, curve_in_words, estimate_in_words, unit_of_loss
from pilothouse.paper.opening import NONE, Told, amount, day_in_words, name_of, state_in_words
from pilothouse.paper.records import promise
from pilothouse.paper.resting import rests
from pilothouse.risks.appetite import usual
from pilothouse.risks.models import Answer
from pilothouse.risks.rules import short
from pilothouse.risks.states import OPPORTUNITY, RISK
from pilothouse.risks.wording import loss


def risk(told: Told, one: Record) -> Record:
    """A risk: its rating in the words of the day, its state, what is at stake, and its warnings."""
    return {
        **promise(one),
        "state": state_in_words(RISK, one["state"]),
        "tripped": one["state"] == "tripped",
        "asks": _asks(told, one),
        "cause": one["cause"],
        "consequence": one["consequence"],
        "rating": _rating(told, one, is_risk=True),
        **_year(told, one),
        "accepted": _("accepted by %(who)s: %(why)s") % {
            "who": one["accepted_by"], "why": one["acceptance"]} if one["accepted_by"] else "",
        "stake": _stake(one),
        "wires": [{"said": _wire(told, wire), "rests": rests(told, wire["series"])} for wire in one.get("wires", ())],
        "warnings": [
            {"said": _warning(told, trip), "rests": rests(told, trip["series"])} for trip in one["trips"]
        ],
    }  # fmt: skip


def _asks(told: Told, one: Record) -> str:
    """What a risk asks of whoever decides; "" where somebody treats or bears it, and within the appetite."""
    due = day_in_words(one["due"])
    if one["state"] == "tripped":
        return _("it warned: an answer is due by %s") % due
    ran_out = one["state"] == "accepted" and one["due"] is not None and date.fromisoformat(one["due"]) < told.today
    crosses = bool((one.get("estimate") or {}).get("crosses"))
    if not (crosses or _rated_beyond(told, one)) or (one["state"] == "accepted" and not ran_out):
        return ""
    if ran_out:
        return _("beyond the appetite, and accepted only until %s") % due
    life = RISK.life.state(one["state"])
    return "" if life.ends else _("beyond the appetite, %s") % life.label


def opportunity(told: Told, one: Record) -> Record:
    """An opportunity: how likely it comes and what it would bring, in the words of the day."""
    return {
        **promise(one),
        "state": state_in_words(OPPORTUNITY, one["state"]),
        "cause": one["cause"],
        "consequence": one["consequence"],
        "rating": _rating(told, one),
        **_year(told, one),
        "stake": _stake(one),
    }


def _year(told: Told, one: Record) -> Record:
    """What a year costs or brings by the latest estimate: in short, and with who estimated what."""
    estimate, yearly = one.get("estimate"), one["yearly"]
    return {
        "yearly": _("about %s a year") % loss(yearly, unit_of_loss(told)) if yearly is not None else "",
        "estimate": estimate_in_words(told, estimate),
        "curve": curve_in_words(estimate),
        "crosses": bool(estimate and estimate.get("crosses")),
    }


def _stake(one: Record) -> str:
    return ", ".join(stake["title"] for stake in one["at_stake"])


def _wire(told: Told, wire: Record) -> str:
    """What a sign waits for: “Turnarounds, EWR: above 4.0 %”."""
    figure = told.figure(wire["series"])
    if figure is None:
        return _("a series of another unit")
    if wire["level"] is None:
        said = _("a fresh change to the worse")
    else:
        said = (_("above %s") if wire["side"] > 0 else _("below %s")) % amount(figure, wire["level"])
    return f"{name_of(figure)}: {said}"


def _rating(told: Told, one: Record, *, is_risk: bool = False) -> str:
    if one["likelihood"] is None or one["impact"] is None:
        return _("not rated by the matrix")
    scale, rare = told.body["scale"], usual()
    words = (scale["likelihood"], scale["consequence"]) if scale else (rare.likelihood, rare.consequence)
    cell = (one["likelihood"], one["impact"])
    if any(level > len(side) for level, side in zip(cell, words, strict=True)):
        return NONE
    said = ", ".join(short(side[level - 1]) for level, side in zip(cell, words, strict=True))
    return _("%s, beyond appetite") % said if is_risk and _rated_beyond(told, one) else said


def _rated_beyond(told: Told, one: Record) -> bool:
    scale = told.body["scale"]
    beyond = {tuple(pair) for pair in scale["beyond"]} if scale else usual().beyond
    return (one["likelihood"], one["impact"]) in beyond


def _warning(told: Told, trip: Record) -> str:
    figure, period = told.figure(trip["series"]), date.fromisoformat(trip["period"])
    if figure is None:
        said = _("a sign of another unit showed on %s") % day_in_words(trip["period"])
    else:
        when = period_in_words(period, figure["frequency"], told.today)
        words = {"name": name_of(figure), "when": when, "value": amount(figure, trip["value"])}
        said = _("%(name)s changed in %(when)s") % words if trip["value"] is None else _(
            "%(name)s stood at %(value)s in %(when)s") % words  # fmt: skip
    if not trip["answer"]:
        return _("%s: waits for an answer") % said
    answer = str(Answer(trip["answer"]).label)
    return f"{said}: {answer}" + (f" ({trip['by']}). {trip['reason']}".rstrip() if trip["by"] else "")

"""Records of a pack in sentences: decisions, promises, requests, risks, proofs of effect."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.improvement.states import VERIFICATION
from pilothouse.measures.numerals import number, signed
from pilothouse.measures.wording import period_in_words
from pilothouse.paper.drawing import Figure
from pilothouse.paper.opening import (
    NONE,
    Told,
    amount,
    day_in_words,
    effect_in_words,
    moment_in_words,
    name_of,
    state_in_words,
)
from pilothouse.paper.resting import rests
from pilothouse.reviews.rules import expected_effect
from pilothouse.reviews.states import DECISION, REQUEST
from pilothouse.risks.appetite import usual
from pilothouse.risks.models import Answer
from pilothouse.risks.rules import short
from pilothouse.risks.states import RISK

Record = dict[str, Any]


def promise(one: Record) -> Record:
    """What every record with an owner and a date says."""
    moved_on = one["first_due"] if one["first_due"] != one["due"] else None
    return {
        "code": one["code"],
        "title": one["title"],
        "owner": one["owner"] or _("nobody"),
        "due": day_in_words(one["due"]),
        "first": _("first promised for %s") % day_in_words(moved_on) if moved_on else "",
        "done": day_in_words(one.get("done_on")) if one.get("done_on") else "",
    }


def decision(told: Told, one: Record) -> Record:
    """A decision with what else was considered, who was against it, its forecast and what came of it."""
    figure = told.figure(one["series"])
    forecast, effect = _forecast(figure, one["forecast"]), effect_in_words(figure, one["effect"])
    state = state_in_words(DECISION, one["state"])
    came = "; ".join(part for part in (state, forecast, effect) if part)
    return {
        **promise(one),
        "choice": one["choice"],
        "reason": one["reason"],
        "options": one.get("options", ""),
        "dissent": one.get("dissent", ""),
        "state": state,
        "forecast": forecast,
        "effect": effect,
        "rests": rests(told, one["series"]) if effect else None,
        "said": one["said"],
        "judged": f"{came}. {one['said']}".strip(),
        "here": one["review"] == told.body["review"]["code"],
    }


def _forecast(figure: Figure | None, forecast: Record | None) -> str:
    if not forecast or forecast["size"] is None:
        return ""
    effect = expected_effect(forecast["direction"], forecast["size"])
    size = signed(effect, figure["decimals"] if figure else 1)
    return _("expected %(size)s by %(day)s, %(sure)d %% sure") % {
        "size": size, "day": day_in_words(forecast["by"]), "sure": forecast["confidence"]}  # fmt: skip


def request(told: Told, one: Record) -> Record:
    """Money or people asked for, the answer, and what came of it."""
    money = f"{number(one['amount'], 0)} {told.body['currency']}".strip() if one["amount"] is not None else ""
    people = _("%s people") % number(one["people"], 1) if one["people"] is not None else ""
    what_for = ", ".join(part for part in (one["objective"], one["process"]) if part)
    who, day = one["answered_by"] or _("nobody"), day_in_words(one["answered_on"])
    effect = effect_in_words(told.figure(one["series"]), one["effect"])
    return {
        **promise(one),
        "state": state_in_words(REQUEST, one["state"]),
        "size": ", ".join(part for part in (money, people) if part),
        "why": one["why"],
        "for": what_for,
        "answered": f"{who}, {day}" if one["answered_on"] else "",
        "reason": one["reason"],
        "outcome": one["outcome"],
        "effect": effect,
        "rests": rests(told, one["series"]) if effect else None,
    }


def risk(told: Told, one: Record) -> Record:
    """A risk: its rating in the words of the day, its state, what is at stake, and its warnings."""
    return {
        **promise(one),
        "state": state_in_words(RISK, one["state"]),
        "tripped": one["state"] == "tripped",
        "cause": one["cause"],
        "consequence": one["consequence"],
        "rating": _rating(told, one),
        "yearly": _yearly(told, one["yearly"]),
        "estimate": _estimate(told, one.get("estimate")),
        "accepted": _("accepted by %(who)s: %(why)s") % {
            "who": one["accepted_by"], "why": one["acceptance"]} if one["accepted_by"] else "",
        "stake": ", ".join(stake["title"] for stake in one["at_stake"]),
        "warnings": [
            {"said": _warning(told, trip), "rests": rests(told, trip["series"])} for trip in one["trips"]
        ],
    }  # fmt: skip


def _rating(told: Told, one: Record) -> str:
    if one["likelihood"] is None or one["impact"] is None:
        return NONE
    scale, rare = told.body["scale"], usual()
    words = (scale["likelihood"], scale["consequence"]) if scale else (rare.likelihood, rare.consequence)
    cell = (one["likelihood"], one["impact"])
    if any(level > len(side) for level, side in zip(cell, words, strict=True)):
        return NONE
    beyond = cell in ({tuple(pair) for pair in scale["beyond"]} if scale else rare.beyond)
    said = ", ".join(short(side[level - 1]) for level, side in zip(cell, words, strict=True))
    return _("%s, beyond appetite") % said if beyond else said


def _yearly(told: Told, yearly: float | None) -> str:
    if yearly is None:
        return ""
    unit = told.body["scale"]["unit_of_loss"] if told.body["scale"] else ""
    return _("about %s a year") % f"{number(float(f'{yearly:.2g}'), 0 if yearly >= 10 else 1)} {unit}".strip()


def _estimate(told: Told, estimate: Record | None) -> str:
    """Who estimated a yearly loss, when, and on what it rests: no series measures it. Formats before the fourth kept
    none of it.
    """
    if not estimate:
        return ""
    words = {"who": estimate["by"] or _("somebody"), "day": moment_in_words(told, estimate["at"])}
    said = _("by %(who)s on %(day)s") % words
    return f"{said}: {estimate['basis']}" if estimate["basis"] else said


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


def verification(told: Told, one: Record) -> Record:
    """The proof of an action's effect: on what, and what the numbers said."""
    figure = told.figure(one["series"])
    effect = effect_in_words(figure, one["effect"])
    return {
        **promise(one),
        "state": state_in_words(VERIFICATION, one["state"]),
        "action": one["action"] or NONE,
        "on": name_of(figure) if figure else NONE,
        "effect": effect,
        "rests": rests(told, one["series"]) if effect else None,
        "reason": one["reason"],
    }

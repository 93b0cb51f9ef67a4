"""Records of a pack in sentences: decisions, promises, requests, proofs of effect."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.improvement.models import Severity
from pilothouse.improvement.states import VERIFICATION
from pilothouse.measures.numerals import number
from pilothouse.paper.drawing import Figure
from pilothouse.paper.levels import acted_in_a_change, level, when_due
from pilothouse.paper.opening import (
    NONE,
    Told,
    day_in_words,
    difference,
    effect_in_words,
    name_of,
    state_in_words,
)
from pilothouse.paper.resting import rests
from pilothouse.reviews.rules import expected_effect
from pilothouse.reviews.states import DECISION, REQUEST
from pilothouse.reviews.wording import posts

Record = dict[str, Any]
_GRAVITY = list(Severity.values)


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


def actions(told: Told) -> list[Record]:
    """What is to be done first, the longest overdue before it; then what was done."""
    found = sorted(told.body["actions"], key=lambda one: (bool(one["done_on"]), one["due"] or "", one["code"]))
    return [{**promise(one), "late": _late(told, one)} for one in found]


def issues(told: Told) -> list[Record]:
    """Open issues, the gravest first."""
    found = sorted(told.body["issues"], key=lambda one: (-_GRAVITY.index(one["severity"]), one["due"] or "9999"))
    return [{**promise(one), "how": str(Severity(one["severity"]).label), "late": _late(told, one)} for one in found]


def _late(told: Told, one: Record) -> str:
    if one.get("done_on") or not one["due"] or date.fromisoformat(one["due"]) >= told.today:
        return ""
    late = (told.today - date.fromisoformat(one["due"])).days
    return ngettext("%d day late", "%d days late", late) % late


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
        "options": " · ".join(one.get("options", "").splitlines()),
        "dissent": one.get("dissent", ""),
        "state": state,
        "verdict": one["state"],
        "forecast": forecast,
        "effect": effect,
        "rests": rests(told, one["series"]) if effect else None,
        "said": one["said"],
        "judged": " ".join(part for part in (f"{came}.", acted_in_a_change(told, one), one["said"]) if part),
        "level": level(told, one),
        "when_due": when_due(figure, one),
        "matters": _matters(figure, one.get("margin")),
        "again": _again(one),
        **_carried(one),
        "here": one["review"] == told.body["review"]["code"],
    }


def _carried(one: Record) -> Record:
    """What it is about, since when it is carried out, and where its verdict does not count; formats before the sixth
    held nothing of it.
    """
    about, day = one.get("about"), day_in_words(one.get("carried_on"))
    carried = _("carried out %s") % day if one.get("carried_on") else ""
    note = one.get("carried_note", "")
    apart = one.get("judged_on") and one["forecast"] and not one["in_time"]
    return {
        "about": f"{about['code']} {about['title']}" if about else "",
        "carried": ": ".join(part for part in (carried, note) if part),
        "supersedes": one.get("supersedes") or "",
        "apart": _("Set apart: nobody had said by the day of its verdict that it was carried out.") if apart else "",
        "rests_on": one.get("rests_on", ""),
    }


def _forecast(figure: Figure | None, forecast: Record | None) -> str:
    if not forecast or forecast["size"] is None:
        return ""
    effect = expected_effect(forecast["direction"], forecast["size"])
    words = {"size": difference(figure, effect), "day": day_in_words(forecast["by"]), "sure": forecast["confidence"]}
    if forecast["size"] == 0:
        return _("expected not to get worse by %(day)s, %(sure)d %% sure") % words
    return _("expected %(size)s by %(day)s, %(sure)d %% sure") % words


def _matters(figure: Figure | None, smallest: float | None) -> str:
    """The smallest effect that matters; "" where nobody said so, and in earlier formats."""
    decimals = max(figure["decimals"], 1) if figure else 1
    return _("what matters begins at %s") % number(smallest, decimals) if smallest is not None else ""


def _again(one: Record) -> str:
    """When the verdict is asked for again; "" where it never was too early."""
    day = one.get("asked_again_on")
    if not day:
        return ""
    times = ngettext("put off %d time", "put off %d times", one["put_off"]) % one["put_off"] if one["put_off"] else ""
    said = _("too early on its day, asked for again on %s") % day_in_words(day)
    return ", ".join(part for part in (said, times) if part)


def request(told: Told, one: Record) -> Record:
    """Money or people asked for, the answer, and what came of it."""
    money = f"{number(one['amount'], 0)} {told.body['currency']}".strip() if one["amount"] is not None else ""
    what_for = ", ".join(part for part in (one["objective"], one["process"]) if part)
    who, day = one["answered_by"] or _("nobody"), day_in_words(one["answered_on"])
    effect = effect_in_words(told.figure(one["series"]), one["effect"])
    return {
        **promise(one),
        "state": state_in_words(REQUEST, one["state"]),
        "size": ", ".join(part for part in (money, posts(one["people"])) if part),
        "why": one["why"],
        "for": what_for,
        "answered": f"{who}, {day}" if one["answered_on"] else "",
        "reason": one["reason"],
        "outcome": one["outcome"],
        "effect": effect,
        "rests": rests(told, one["series"]) if effect else None,
        "level": level(told, one) if effect else "",
    }


def verification(told: Told, one: Record) -> Record:
    """The proof of an action's effect: on what, and what the numbers said."""
    figure = told.figure(one["series"])
    effect = effect_in_words(figure, one["effect"])
    return {
        **promise(one),
        "state": state_in_words(VERIFICATION, one["state"]),
        "late": "" if VERIFICATION.life.state(one["state"]).ends else _late(told, one),
        "action": one["action"] or NONE,
        "on": name_of(figure) if figure else NONE,
        "matters": _matters(figure, one.get("smallest")),
        "effect": effect,
        "rests": rests(told, one["series"]) if effect else None,
        "reason": one["reason"],
        "level": level(told, one) if effect else "",
    }

"""A pack in sentences: everything the page of paper says, so that the template only lays it out."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.figures import number
from pilothouse.improvement.models import Severity
from pilothouse.measures.models import Direction, Route
from pilothouse.measures.trust import Weakness
from pilothouse.measures.wording import WEAKNESSES, by_chance, moved, percent_in_words, period_in_words
from pilothouse.paper.drawing import Figure, drawing_of, spark_of, tone_of
from pilothouse.records.states import Kind
from pilothouse.reviews.models import Pack, Presence, Rating, Signature
from pilothouse.reviews.states import DECISION

_MOST_CHANGED = 6
_NONE = "–"


@dataclass(frozen=True)
class Told:
    """A pack opened: its body, and the figures by their series."""

    body: dict[str, Any]
    today: date
    figures: dict[int, Figure]


def opened(pack: Pack) -> Told:
    """Read the body of a pack."""
    body = json.loads(pack.body)
    return Told(body, date.fromisoformat(body["today"]), {one["series"]: one for one in body["figures"]})


def page_of(pack: Pack, signatures: Sequence[Signature]) -> dict[str, Any]:
    """What the template prints."""
    told = opened(pack)
    body = told.body
    return {
        "title": body["review"]["title"],
        "pack": str(pack),
        "subtitle": f"{body['organisation']} · {body['unit']['name']}",
        "known": _("as known at %s") % body["cut_off"]["at"].replace("T", " "),
        "digest": pack.digest,
        "checkpoint": f"{pack.entries} {pack.root}",
        "changed": list(_changed(told)),
        "false": _false(body["changed"]),
        "more": max(len(body["changed"]["series"]) - _MOST_CHANGED, 0),
        "corrected": list(corrected(told)),
        "before": body["before"]["pack"] if body["before"] else "",
        "objectives": [_objective(told, one) for one in body["objectives"]],
        "decisions": [_decision(told, one) for one in body["decisions"]],
        "actions": [_promise(one) for one in body["actions"]],
        "issues": [{**_promise(one), "how": str(Severity(one["severity"]).label)} for one in body["issues"]],
        "silent": list(_silent(told)),
        "elsewhere": body["review"]["elsewhere"],
        "agenda": [_item(one) for one in body["review"]["agenda"]],
        "attendance": [_presence(one) for one in body["review"]["attendance"]],
        "summary": body["review"]["summary"],
        "figures": [_figure(told, one) for one in body["figures"]],
        "signatures": [_signature(one) for one in signatures],
    }


def amount(figure: Figure, value: float | None) -> str:
    """A value with its unit; a dash for none."""
    return _NONE if value is None else f"{number(value, figure['decimals'])} {figure['unit_of_measure']}".strip()


def name_of(figure: Figure) -> str:
    """“Departures on time, LGA”."""
    return f"{figure['title']}, {figure['place']}"


def _day(day: str | None) -> str:
    return date_format(date.fromisoformat(day), "j M Y") if day else _NONE


def _changed(told: Told) -> Iterator[dict[str, Any]]:
    for key in told.body["changed"]["series"][:_MOST_CHANGED]:
        figure = told.figures[key]
        change = figure["change"]
        yield {
            "name": name_of(figure),
            "tone": tone_of(figure, change["side"], change["kind"]) if change else "changed",
            "said": change_in_words(told, figure),
            "spark": spark_of(figure),
            "owner": figure["owner"] or _("nobody"),
            "trust": figure["trust"]["label"],
        }


def change_in_words(told: Told, figure: Figure) -> str:
    """“lower since week 48, from 93.1 % to 83.8 %; by chance about once in 40 years”."""
    change = figure["change"]
    if change is None:
        rare = by_chance(figure["p"], figure["frequency"])
        return _("its latest values stand out, nobody can tell yet since when; by chance %s") % rare
    onset = period_in_words(date.fromisoformat(change["onset"]), figure["frequency"], told.today)
    words = {"moved": moved(change["side"], change["kind"]), "onset": onset, "to": amount(figure, change["to"])}
    said = _("%(moved)s since %(onset)s, at %(to)s") % words
    if change["from"] is not None:
        said = _("%(said)s instead of %(from)s") % {"said": said, "from": amount(figure, change["from"])}
    return _("%(said)s; by chance %(rare)s") % {"said": said, "rare": by_chance(change["p"], figure["frequency"])}


def _false(changed: dict[str, Any]) -> str:
    words = {"count": len(changed["series"]), "of": changed["of"], "false": number(changed["false"], 1)}
    if not changed["series"]:
        said = _("None of %(of)d series that can be judged stands out.") % words
    else:
        said = _("%(count)d of %(of)d series that can be judged stand out; about %(false)s may be luck.") % words
    young = changed["not_judged"]
    return said + (" " + _("%d cannot be judged yet.") % young if young else "")


def corrected(told: Told) -> Iterator[dict[str, str]]:
    """The figures that were changed after leaders had seen them: name, what, was, now."""
    for one in told.body["figures_changed"]:
        figure = told.figures.get(one["series"])
        if one["what"] == "ended":
            yield {"name": one["name"], "what": _("no longer measured"), "was": "", "now": ""}
        elif figure is not None and one["what"][:4].isdigit():
            period = period_in_words(date.fromisoformat(one["what"]), figure["frequency"], told.today)
            was, now = (amount(figure, value) for value in (one["was"], one["now"]))
            yield {"name": one["name"], "what": period, "was": was, "now": now}
        else:
            yield {"name": one["name"], "what": one["what"], "was": str(one["was"]), "now": str(one["now"])}


def _objective(told: Told, one: dict[str, Any]) -> dict[str, Any]:
    figure = told.figures.get(one["weakest"]) if one["weakest"] else None
    said = {"depth": one["depth"], "code": one["code"], "title": one["title"], "owner": one["owner"] or _("nobody")}
    if figure is None:
        gap = _("no target here") if one["measured"] else _("nothing measures it")
        return {**said, "now": _NONE, "wanted": _NONE, "by": _day(one["due"]), "chance": gap, "trust": ""}
    target = figure["target"]
    return {
        **said,
        "now": amount(figure, figure["now"]),
        "wanted": amount(figure, target["value"]),
        "by": _day(target["by"]),
        "chance": _chance(target),
        "trust": figure["trust"]["label"],
    }


def _chance(target: dict[str, Any]) -> str:
    if target["next"] is None:
        return _("cannot be told")
    said = _("next %s") % percent_in_words(target["next"])
    return said if target["at"] is None else _("%(next)s, then %(at)s") % {
        "next": said, "at": percent_in_words(target["at"])}  # fmt: skip


def _decision(told: Told, one: dict[str, Any]) -> dict[str, Any]:
    figure = told.figures.get(one["series"]) if one["series"] else None
    return {
        **_promise(one),
        "choice": one["choice"],
        "reason": one["reason"],
        "state": _state(DECISION, one["state"]),
        "forecast": _forecast(figure, one["forecast"]),
        "effect": _effect(figure, one["effect"]),
        "said": one["said"],
        "here": one["review"] == told.body["review"]["code"],
    }


def _state(kind: Kind, name: str) -> str:
    return str(kind.life.state(name).label)


def _forecast(figure: Figure | None, forecast: dict[str, Any] | None) -> str:
    if not forecast or forecast["size"] is None:
        return ""
    sign = "+" if forecast["direction"] == Direction.UP else "−"
    size = f"{sign}{number(forecast['size'], figure['decimals'] if figure else 1)}"
    return _("expected %(size)s by %(day)s, %(sure)d %% sure") % {
        "size": size, "day": _day(forecast["by"]), "sure": forecast["confidence"]}  # fmt: skip


def _effect(figure: Figure | None, effect: Sequence[float | None]) -> str:
    decimals = figure["decimals"] if figure else 1
    middle, low, high = (None if value is None else number(value, decimals) for value in effect)
    if middle is None:
        return ""
    if low is None or high is None:
        return _("measured %s") % middle
    return _("measured %(middle)s (95 %%: %(low)s to %(high)s)") % {"middle": middle, "low": low, "high": high}


def _promise(one: dict[str, Any]) -> dict[str, Any]:
    moved_on = one["first_due"] if one["first_due"] != one["due"] else None
    return {
        "code": one["code"],
        "title": one["title"],
        "owner": one["owner"] or _("nobody"),
        "due": _day(one["due"]),
        "first": _("first promised for %s") % _day(moved_on) if moved_on else "",
        "done": _day(one.get("done_on")) if one.get("done_on") else "",
    }


def _silent(told: Told) -> Iterator[str]:
    silent = told.body["silent"]
    words = (
        ("signals", _("signals without an answer in time")),
        ("actions", _("actions overdue")),
        ("grave", _("grave issues that nobody owns")),
        ("processes", _("processes without an owner")),
    )
    for name, said in words:
        if silent[name]:
            yield f"{len(silent[name])} {said}: {', '.join(silent[name][:8])}"
    if silent["late"]:
        names = "; ".join(name_of(told.figures[key]) for key in silent["late"][:4])
        count = len(silent["late"])
        yield ngettext("%(count)d series without fresh values", "%(count)d series without fresh values", count) % {
            "count": count} + f": {names}"  # fmt: skip


def _item(one: dict[str, Any]) -> dict[str, str]:
    looked = _("looked at") if one["looked_at"] else _("not looked at")
    return {**one, "looked_at": looked, "code": one["code"] or _NONE}


def _presence(one: dict[str, str]) -> str:
    said = str(Presence(one["presence"]).label)
    return f"{one['person']}: {said}" + (f" ({one['delegate']})" if one["delegate"] else "")


def _figure(told: Told, one: Figure) -> dict[str, Any]:
    target, source = one["target"], one["source"]
    weak = [str(WEAKNESSES[Weakness(name)]) for name in one["trust"]["weaknesses"]]
    return {
        "code": one["indicator"],
        "name": name_of(one),
        "definition": one["definition"],
        "owner": one["owner"] or _("nobody"),
        "now": amount(one, one["now"]),
        "target": _("target %(value)s by %(day)s") % {
            "value": amount(one, target["value"]), "day": _day(target["by"])} if target else "",
        "said": change_in_words(told, one) if one["series"] in told.body["changed"]["series"] else "",
        "trust": one["trust"]["label"],
        "weak": ", ".join(weak),
        "source": source_in_words(source),
        "empty": not one["points"],
        **(drawing_of(one, told.today) if one["points"] else {"svg": "", "alt": ""}),
    }  # fmt: skip


def source_in_words(source: dict[str, Any] | None) -> str:
    """Which way the latest value came, from what, when, and the first digits of the file's digest."""
    if source is None:
        return _("no value yet")
    said = [str(Route(source["route"]).label), source["name"], source["at"][:10]]
    return " · ".join(part for part in (*said, source["file"][:12]) if part)


def _signature(one: Signature) -> dict[str, Any]:
    ratings = (
        (_("suitable"), one.suitable),
        (_("adequate"), one.adequate),
        (_("effective"), one.effective),
        (_("aligned"), one.aligned),
    )
    return {
        "by": one.by.name,
        "at": one.at.isoformat(timespec="minutes"),
        "valid": one.digest == one.pack.digest,
        "ratings": [f"{name}: {Rating(value).label}" for name, value in ratings],
        "note": one.note,
    }

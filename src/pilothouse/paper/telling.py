"""A pack in sentences: everything the page of paper says, so that the template only lays it out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.bridge.alignment import MET_POINTS
from pilothouse.improvement.models import Severity
from pilothouse.measures.models import Direction
from pilothouse.measures.numerals import number
from pilothouse.measures.states import SIGNAL
from pilothouse.measures.trust import Label, reached_by_half
from pilothouse.measures.wording import percent_in_words
from pilothouse.paper.corrected import corrected, in_short
from pilothouse.paper.drawing import Figure, spark_of, tone_of
from pilothouse.paper.estimates import not_borne, together_in_words
from pilothouse.paper.figures import change_in_words, figure_in_words
from pilothouse.paper.inputs import inputs_then
from pilothouse.paper.looked import look, passed_over, read_before
from pilothouse.paper.opening import NONE, Told, amount, day_in_words, name_of, opened, state_in_words
from pilothouse.paper.records import decision, promise, request, verification
from pilothouse.paper.resting import legend, rests
from pilothouse.paper.risks import opportunity, risk
from pilothouse.paper.several import shared
from pilothouse.paper.silence import climbed, silent
from pilothouse.paper.worked import worked
from pilothouse.reviews.models import Pack, Presence, Rating, Signature
from pilothouse.reviews.queries.packing import edition_of
from pilothouse.reviews.queries.packing.differences import values_in

_MOST_CHANGED = 6


def page_of(pack: Pack, signatures: Sequence[Signature], later: Pack | None = None) -> dict[str, Any]:
    """What the template prints."""
    told = opened(pack)
    body = told.body
    page = {
        "title": body["review"]["title"],
        "pack": str(pack),
        "subtitle": f"{body['organisation']} · {body['unit']['name']}",
        "known": _("as known at %s") % body["cut_off"]["at"].replace("T", " "),
        "later": _("A later pack of this review was frozen: %s.") % later if later else "",
        "digest": pack.digest,
        "checkpoint": f"{pack.entries} {pack.root}",
        **_since_before(told),
        "trusted": _trusted(told),
        "shared": shared(told),
        "objectives": [_objective(told, one) for one in body["objectives"]],
        "fallen": [promise(one) for one in body["fallen"]],
        "not_borne": not_borne(told),
        "together": together_in_words(told),
        "worked": worked(told),
        "decisions": [decision(told, one) for one in body["decisions"]],
        "actions": [promise(one) for one in body["actions"]],
        "issues": [{**promise(one), "how": str(Severity(one["severity"]).label)} for one in body["issues"]],
        "requests": _each(told, "requests", request),
        "risks": _each(told, "risks", risk),
        "verifications": _each(told, "verifications", verification),
        "opportunities": _each(told, "opportunities", opportunity),
        "silent": silent(told),
        "climbed": climbed(told),
        "inputs": inputs_then(told),
        "looks": _each(told, "looks", look),
        "passed_over": passed_over(told),
        "read_before": read_before(told),
        "elsewhere": body["review"]["elsewhere"],
        "agenda": [_item(one) for one in body["review"]["agenda"]],
        "attendance": [_presence(one) for one in body["review"]["attendance"]],
        "summary": body["review"]["summary"],
        "figures": [figure_in_words(told, one) for one in body["figures"]],
        "now_rule": _now_rule(body["format"]),
        "again": _again(edition_of(body)),
        "signatures": [_signature(one) for one in signatures],
    }
    return page | {"legend": legend(told, page)}


def _since_before(told: Told) -> dict[str, Any]:
    """What changed, and beside which pack."""
    body = told.body
    return {
        "changed": list(_changed(told)),
        "false": _false(body["changed"]),
        "more": max(len(body["changed"]["series"]) - _MOST_CHANGED, 0),
        **_corrected(told),
        "before": body["before"]["pack"] if body["before"] else "",
        "comparable": body["before"]["sound"] if body["before"] else False,
    }


def _corrected(told: Told) -> dict[str, Any]:
    """What changed since leaders saw it: in short for page one, and all of it where that leaves something out."""
    changes = corrected(told)
    first = in_short(changes)
    return {"corrected": first, "all_corrected": changes if first != changes else []}


def _now_rule(form: int) -> str:
    if form == 1:
        return _("“Now” is the mean of the latest eight values.")
    return _(
        "“Now” is the mean of the latest eight values since the level last changed, each share or rate counted by how "
        "much it is a share of."
    )


def _again(edition: str) -> str:
    """What is promised of making it again, and by which engine."""
    if not edition:
        return _(
            "It can be made again from the same history, equal to the byte by the engine that judged it; which edition "
            "that was, packs of this format do not say. Another one proves every fact, and lists each figure that it "
            "would tell otherwise."
        )
    return _(
        "It can be made again from the same history, equal to the byte, by edition %s of the engine, which judged it. "
        "A later one proves every fact, and lists each figure that it would tell otherwise."
    ) % edition  # fmt: skip


def _each(told: Told, name: str, said: Callable[[Told, dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]] | None:
    """None where packs of this format do not hold it."""
    held = told.body[name]
    return None if held is None else [said(told, one) for one in held]


def _changed(told: Told) -> Iterator[dict[str, Any]]:
    for key in told.body["changed"]["series"][:_MOST_CHANGED]:
        figure = told.figures[key]
        change = figure["change"]
        yield {
            "name": name_of(figure),
            "tone": tone_of(figure, change["side"], change["kind"]) if change else "changed",
            "said": change_in_words(told, figure),
            "spark": spark_of(figure),
            "answered": _answered(told, key),
            "owner": figure["owner"] or _("nobody"),
            "rests": rests(told, key),
        }


def _answered(told: Told, series: int) -> str:
    """What became of its latest signal; "" where the pack tells of none."""
    mine = [one for one in told.body["signals"] if one["series"] == series]
    if not mine:
        return ""
    latest = max(mine, key=lambda one: (one["found"], one["code"]))
    return f"{latest['code']} {state_in_words(SIGNAL, latest['state'])}"


def _trusted(told: Told) -> str:
    """The label that half of the figures or more reach, and how many are fresh."""
    counts = Counter(Label(one["trust"]["label"]) for one in told.body["figures"])
    label, told_of = reached_by_half(counts), told.body["inputs"]
    said = _("data trust %(label)s: half of the figures or more are at least so good (%(counts)s)") % {
        "label": label, "counts": ", ".join(f"{counts[one]} {one}" for one in Label if counts[one])
    } if label else ""  # fmt: skip
    fresh = _("%(fresh)d of %(running)d series fresh") % told_of["series"] if told_of else ""
    return " · ".join(part for part in (said, fresh) if part)


def _false(changed: dict[str, Any]) -> str:
    words = {"count": len(changed["series"]), "of": changed["of"], "false": number(changed["false"], 1)}
    if not changed["series"]:
        said = _("None of %(of)d series that can be judged stands out.") % words
    else:
        said = _("%(count)d of %(of)d series that can be judged stand out; about %(false)s may be luck.") % words
    young = changed["not_judged"]
    return said + (" " + _("%d cannot be judged yet.") % young if young else "")


def _objective(told: Told, one: dict[str, Any]) -> dict[str, Any]:
    figure = told.figures.get(one["weakest"]) if one["weakest"] else None
    said = {"depth": one["depth"], "code": one["code"], "title": one["title"], "owner": one["owner"] or _("nobody")}
    if figure is None:
        gap = _("no target here") if one["measured"] else _("nothing measures it")
        return {
            **said,
            "now": NONE,
            "met": "",
            "wanted": NONE,
            "by": day_in_words(one["due"]),
            "chance": gap,
            "rests": None,
        }
    target = figure["target"]
    return {
        **said,
        "now": amount(figure, figure["now"]),
        "met": _met(figure),
        "wanted": amount(figure, target["value"]),
        "by": day_in_words(target["by"]),
        "chance": _chance(target),
        "rests": rests(told, one["weakest"]),
    }


def _met(figure: Figure) -> str:
    """How many of the latest values reached the target: a fact, no forecast."""
    values = [value for _period, value in values_in(figure) if value is not None][-MET_POINTS:]
    upwards, wanted = figure["direction"] == Direction.UP, figure["target"]["value"]
    met = sum(value >= wanted if upwards else value <= wanted for value in values)
    return _("met %(met)d of %(count)d") % {"met": met, "count": len(values)} if values else ""


def _chance(target: dict[str, Any]) -> str:
    if target["next"] is None:
        return _("cannot be told")
    said = _("next %s") % percent_in_words(target["next"])
    return said if target["at"] is None else _("%(next)s, then %(at)s") % {
        "next": said, "at": percent_in_words(target["at"])}  # fmt: skip


def _item(one: dict[str, Any]) -> dict[str, str]:
    looked = _("looked at") if one["looked_at"] else _("not looked at")
    return {**one, "looked_at": looked, "code": one["code"] or NONE}


def _presence(one: dict[str, str]) -> str:
    said = str(Presence(one["presence"]).label)
    return f"{one['person']}: {said}" + (f" ({one['delegate']})" if one["delegate"] else "")


def _signature(one: Signature) -> dict[str, Any]:
    ratings = (
        (_("suitable"), one.suitable),
        (_("adequate"), one.adequate),
        (_("effective"), one.effective),
        (_("aligned"), one.aligned),
    )
    return {
        "by": one.signed_as,
        "at": one.at.isoformat(timespec="minutes"),
        "fault": _fault(one),
        "ratings": [f"{name}: {Rating(value).label}" for name, value in ratings],
        "note": one.note,
    }


def _fault(one: Signature) -> str:
    if one.told_otherwise:
        return _("Not valid: history tells of no such signature.")
    return "" if one.is_valid else _("Not valid: it was given for another text.")

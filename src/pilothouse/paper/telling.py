"""A pack in sentences: everything the page of paper says, so that the template only lays it out."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.numerals import number
from pilothouse.measures.states import SIGNAL
from pilothouse.measures.trust import Label, reached_by_half
from pilothouse.paper.agenda import agenda
from pilothouse.paper.aims import objective
from pilothouse.paper.aligned import aligned
from pilothouse.paper.corrected import corrected
from pilothouse.paper.drawing import spark_of, tone_of
from pilothouse.paper.estimates import not_borne, together_in_words
from pilothouse.paper.figures import change_in_words, figures_in_words, goes_on
from pilothouse.paper.inputs import inputs_then
from pilothouse.paper.leader import page_one
from pilothouse.paper.looked import look, not_seen, passed_over, read_before, through_records
from pilothouse.paper.opening import Told, exactly, name_of, opened, state_in_words
from pilothouse.paper.records import actions, decision, issues, promise, request, verification
from pilothouse.paper.resting import legend, rests
from pilothouse.paper.risks import opportunity, risk
from pilothouse.paper.several import chance_among, shared
from pilothouse.paper.silence import climbed, silent
from pilothouse.paper.worked import worked
from pilothouse.reviews.models import Pack, Rating, Signature
from pilothouse.reviews.queries.packing import edition_of


def page_of(pack: Pack, signatures: Sequence[Signature], later: Pack | None = None) -> dict[str, Any]:
    """What the template prints."""
    told = opened(pack)
    body = told.body
    page = {
        "title": body["review"]["title"],
        "pack": str(pack),
        "organisation": body["organisation"],
        "subtitle": _subtitle(body),
        "known": _("as known on %s") % exactly(body["cut_off"]["at"]),
        "later": _("A later pack of this review was frozen: %s.") % later if later else "",
        "digest": pack.digest,
        "checkpoint": f"{pack.entries} {pack.root}",
        **_since_before(told),
        "trusted": _trusted(told),
        "shared": shared(told),
        "chance_among": chance_among(told),
        "objectives": [objective(told, one) for one in body["objectives"]],
        "aligned": aligned(told),
        "fallen": [promise(one) for one in body["fallen"]],
        "not_borne": not_borne(told),
        "together": together_in_words(told),
        "worked": worked(told),
        "decisions": [decision(told, one) for one in body["decisions"]],
        "actions": actions(told),
        "issues": issues(told),
        "requests": _each(told, "requests", request),
        "risks": _each(told, "risks", risk),
        "verifications": _each(told, "verifications", verification),
        "opportunities": _each(told, "opportunities", opportunity),
        "silent": silent(told),
        "climbed": climbed(told),
        "inputs": inputs_then(told),
        "looks": _each(told, "looks", look),
        "through": through_records(told),
        "passed_over": passed_over(told),
        "not_seen": not_seen(told),
        "read_before": read_before(told),
        **agenda(told),
        "figures": figures_in_words(told),
        "now_rule": _now_rule(body["format"]),
        "again": _again(edition_of(body)),
        "signatures": [_signature(told, one) for one in signatures],
    }
    page |= {"leader": page_one(told, page)}
    return page | {"legend": legend(told, page)}


def _subtitle(body: dict[str, Any]) -> str:
    """“Three Airports · Central office · Quarterly business review”."""
    return " · ".join(
        part for part in (body["organisation"], body["unit"]["name"], body["review"].get("forum")) if part
    )


def _since_before(told: Told) -> dict[str, Any]:
    """What changed, and beside which pack."""
    body = told.body
    return {
        "changed": list(_changed(told)),
        "false": _false(body["changed"]),
        "corrected": corrected(told),
        "before": body["before"]["pack"] if body["before"] else "",
        "comparable": body["before"]["sound"] if body["before"] else False,
    }


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
    """The strongest evidence first, as on the bridge; what has ended follows what goes on."""
    for key in sorted(told.body["changed"]["series"], key=lambda key: not goes_on(told.figures[key])):
        figure = told.figures[key]
        change = figure["change"]
        yield {
            "name": name_of(figure),
            "tone": tone_of(figure, change["side"], change["kind"]) if change else "changed",
            "said": change_in_words(told, figure),
            "spark": spark_of(figure),
            "answered": _answered(told, key),
            "owner": _who_answers(told, key) or figure["owner"] or _("nobody"),
            "rests": rests(told, key),
        }


def _latest_signal(told: Told, series: int) -> dict[str, Any] | None:
    """None tells of what nobody can tell since when. Formats before the eighth hold only signals that the meeting was
    to look at.
    """
    figure = told.figures[series]
    if "signal" in figure:
        latest: dict[str, Any] | None = figure["signal"] if figure["change"] else None
        return latest
    mine = [one for one in told.body["signals"] if one["series"] == series]
    return max(mine, key=lambda one: (one["found"], one["code"]), default=None)


def _answered(told: Told, series: int) -> str:
    """What became of its latest signal; "" where the pack tells of none."""
    latest = _latest_signal(told, series)
    return f"{latest['code']} {state_in_words(SIGNAL, latest['state'])}" if latest else ""


def _who_answers(told: Told, series: int) -> str:
    """Who owns its latest signal, as on the bridge; "" where the pack tells of none, or nobody does."""
    latest = _latest_signal(told, series)
    return (latest.get("owner") or "") if latest else ""


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
    if not changed["of"]:
        return _("No series can be judged yet.") if changed["not_judged"] else _("No series is watched.")
    if not changed["series"]:
        said = _("None of %(of)d series that can be judged stands out.") % words
    else:
        said = _("%(count)d of %(of)d series that can be judged stand out; about %(false)s may be luck.") % words
    young = changed["not_judged"]
    return said + (" " + _("%d cannot be judged yet.") % young if young else "")


def _signature(told: Told, one: Signature) -> dict[str, Any]:
    ratings = (
        (_("suitable"), one.suitable),
        (_("adequate"), one.adequate),
        (_("effective"), one.effective),
        (_("aligned"), one.aligned),
    )
    return {
        "by": one.signed_as,
        "at": exactly(one.at.astimezone(told.zone).isoformat(timespec="seconds")),
        "fault": _fault(one),
        "ratings": [f"{name}: {Rating(value).label}" for name, value in ratings],
        "note": one.note,
    }


def _fault(one: Signature) -> str:
    if one.told_otherwise:
        return _("Not valid: history tells of no such signature.")
    return "" if one.is_valid else _("Not valid: it was given for another text.")

"""Chains of alignment of a pack in words: how many hold, on which objectives somebody works, and every gap."""

from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.bridge.alignment import Share
from pilothouse.bridge.graph.wording import (
    HEADS,
    chain_said,
    given_up,
    pulled,
    pulls_told,
    share_sentence,
    shares_told,
    work_of,
)
from pilothouse.measures.chains import Gap, Missing
from pilothouse.paper.opening import Told

Record = dict[str, Any]


def aligned(told: Told) -> Record | None:
    """The shares, every gap by its kind, and how far contradictions could be looked for; None in formats before the
    seventh.
    """
    if told.body["gaps"] is None:
        return None
    share = share_of(told)
    return {
        "shares": [" ".join(one) for one in shares_told(share.every, share.whole, share.acted)],
        "groups": [
            {"head": str(HEADS[Missing(kind)]), "lines": [_line(one) for one in several]}
            for kind, several in groupby(told.body["gaps"], key=lambda one: one["missing"])
        ],
        "pulls": pulls_said(told),
    }


def share_of(told: Told) -> Share:
    """What holds of how many objectives, as the bridge counts."""
    every = told.body["objectives"]
    whole, acted, alone = (
        sum(map(holds, every)) for holds in (lambda one: not one["breaks"], _acted, lambda one: one["alone"])
    )
    return Share(len(every), whole, acted, alone)


def _acted(one: Record) -> bool:
    return bool(one["acted"])


def share_said(told: Told) -> str:
    """The same in a sentence; "" where no objective is set, and in earlier formats."""
    return share_sentence(share_of(told)) if told.body["gaps"] is not None else ""


def chain_of(one: Record) -> str:
    """Where the chain of an objective breaks first and whether somebody works on it; "" in earlier formats."""
    if "breaks" not in one:
        return ""
    breaks = list(map(Gap, one["breaks"]))
    worked = _("worked on") if one["acted"] else _("not worked on")
    chain = _("chain broken: %s") % chain_said(breaks[0]) if breaks else _("chain unbroken")
    return f"{chain}; {worked}"


def gap_said(one: Record) -> str:
    """What is to be said beside a gap; "" where its kind says it all."""
    if pull := one.get("pull"):
        return pulled(
            pull["one"], pull["other"], against=pull["against"], moves=pull["moves"], frequency=pull["frequency"]
        )
    if gone := one.get("given_up"):
        return given_up(date.fromisoformat(gone["on"]), gone["why"])
    return work_of(one["kind"]) if one["missing"] == Missing.WORK else ""


def _line(one: Record) -> Record:
    other = one.get("other")
    return {
        "code": one["code"],
        "title": one["title"],
        "other": f"{other['code']} {other['title']}" if other else "",
        "owner": one["owner"] or _("nobody"),
        "said": gap_said(one),
    }


def pulls_said(told: Told) -> str:
    """How far contradictions could be looked for."""
    pulls = told.body["pulls"]
    return pulls_told(pulls["found"], pulls["compared"], pulls["untold"])


def gaps(told: Told) -> list[list[Any]]:
    """Every gap as a row of the workbook."""
    head = [_("Gap"), _("Number"), _("What"), _("Against"), _("Said"), _("Owner")]
    rows = [
        [group["head"], one["code"], one["title"], one["other"], one["said"], one["owner"]]
        for group in (aligned(told) or {"groups": ()})["groups"]
        for one in group["lines"]
    ]
    return [head, *rows]

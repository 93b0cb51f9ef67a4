"""Objectives of a pack in sentences: where they stand, their chance, and which are in danger and why."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.models import Direction
from pilothouse.measures.moves import met_lately
from pilothouse.measures.wording import moved, percent_in_words, period_in_words, undecided
from pilothouse.paper.aligned import chain_of
from pilothouse.paper.drawing import Figure, tone_of
from pilothouse.paper.opening import NONE, Told, amount, day_in_words
from pilothouse.paper.resting import rests
from pilothouse.reviews.queries.packing.differences import values_in
from pilothouse.reviews.rules import Danger, InDanger, danger_of, how_many, likely

Record = dict[str, Any]


def objective(told: Told, one: Record) -> Record:
    """An objective in the tree, with the target of it that is the least likely to be met."""
    figure = told.figure(one["weakest"])
    said = {"depth": one["depth"], "code": one["code"], "title": one["title"], "owner": one["owner"] or _("nobody"),
            "chain": chain_of(one)}  # fmt: skip
    if figure is None:
        gap = _("no target here") if one["measured"] else _("nothing measures it")
        by = day_in_words(one["due"])
        return {**said, "now": NONE, "met": "", "wanted": NONE, "by": by, "chance": gap, "rests": None}
    target = figure["target"]
    return {
        **said,
        "now": amount(figure, figure["now"]),
        "met": _met_in_words(figure),
        "wanted": amount(figure, target["value"]),
        "by": day_in_words(target["by"]),
        "chance": _chance(target),
        "rests": rests(told, one["weakest"]),
    }


def in_danger(told: Told) -> list[Record]:
    """Objectives whose target looks out of reach, the least likely first; then those that it may escape: what they are
    measured by got worse lately, or seldom met the target; then those that miss it while nobody works on them.
    """
    ranked: list[tuple[tuple[Danger, float], int, Record]] = []
    for one in told.body["objectives"]:
        figure = told.figure(one["weakest"])
        rank = None if figure is None else _danger(told, one, figure)
        if figure is not None and rank is not None:
            ranked.append((rank, len(ranked), _in_danger(told, one, figure, sure=rank[0] is Danger.TOLD)))
    return [line for _rank, _place, line in sorted(ranked, key=lambda one: one[:2])]


def dangers_in(told: Told) -> InDanger | None:
    """How many are in danger, and why; None in formats before the seventh, which did not know who works on what."""
    if told.body["gaps"] is None:
        return None
    figures = ((one, told.figure(one["weakest"])) for one in told.body["objectives"])
    ranks = (None if figure is None else _danger(told, one, figure) for one, figure in figures)
    return how_many(rank[0] for rank in ranks if rank is not None)


def _danger(told: Told, one: Record, figure: Figure) -> tuple[Danger, float] | None:
    """Why, the surest first, and its chance; None for what is in no danger, or whose day has passed: that asks for
    another target, and is told among the gaps.
    """
    if date.fromisoformat(figure["target"]["by"]) < told.today:
        return None
    chances, (met, count) = figure["target"]["next"], _met(figure)
    danger = danger_of(chances, worse=_got_worse(figure), met=met, count=count)
    if danger is None and one.get("alone"):
        danger = Danger.ALONE
    return None if danger is None else (danger, likely(chances))


def _got_worse(figure: Figure) -> bool:
    change = figure["change"]
    return bool(change) and tone_of(figure, change["side"], change["kind"]) == "worse"


def _in_danger(told: Told, one: Record, figure: Figure, *, sure: bool) -> Record:
    target = figure["target"]
    words = {
        "now": amount(figure, figure["now"]), "wanted": amount(figure, target["value"]),
        "by": day_in_words(target["by"]), "chance": _chance(target),
    }  # fmt: skip
    said = _("%(now)s now, %(wanted)s wanted by %(by)s; chance %(chance)s") % words
    alone = _("nobody works on it") if one.get("alone") else ""
    why = (alone, _undecided(told, figure), _worse_since(told, figure), _met_in_words(figure))
    return {
        "tone": "needs" if sure else "",
        "code": one["code"],
        "title": one["title"],
        "said": "; ".join(part for part in (said, *why) if part),
        "rests": rests(told, one["weakest"]),
    }


def _undecided(told: Told, figure: Figure) -> str:
    """That two chances are told, and why; "" for one, or none."""
    chances, change = figure["target"]["next"], figure["change"]
    if chances is None or chances[0] == chances[1]:
        return ""
    onset = date.fromisoformat(change["onset"]) if change else None
    return undecided(onset, figure["frequency"], told.today)


def _worse_since(told: Told, figure: Figure) -> str:
    if not _got_worse(figure):
        return ""
    change = figure["change"]
    onset = period_in_words(date.fromisoformat(change["onset"]), figure["frequency"], told.today)
    return _("%(moved)s since %(onset)s") % {"moved": moved(change["side"], change["kind"]), "onset": onset}


def _met(figure: Figure) -> tuple[int, int]:
    """How many of the latest values reached the target, and of how many."""
    values = [value for _period, value in values_in(figure)]
    return met_lately(values, figure["target"]["value"], upwards=figure["direction"] == Direction.UP)


def _met_in_words(figure: Figure) -> str:
    met, count = _met(figure)
    return _("met %(met)d of %(count)d") % {"met": met, "count": count} if count else ""


def _chance(target: Record) -> str:
    if target["next"] is None:
        return _("cannot be told")
    said = _("next %s") % percent_in_words(target["next"])
    return said if target["at"] is None else _("%(next)s, then %(at)s") % {
        "next": said, "at": percent_in_words(target["at"])}  # fmt: skip

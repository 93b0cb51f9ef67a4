"""Objectives of a pack in sentences: where they stand, their chance, and which are in danger and why."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.wording import percent_in_words, undecided
from pilothouse.paper.aligned import chain_of
from pilothouse.paper.drawing import Figure
from pilothouse.paper.figures import change_seen
from pilothouse.paper.opening import NONE, Told, amount, day_in_words
from pilothouse.paper.resting import rests
from pilothouse.reviews.queries.packing.standings import danger_told, got_worse, met_of, too_far
from pilothouse.reviews.rules import Danger, InDanger, Standing, how_many

Record = dict[str, Any]


def objective(told: Told, one: Record) -> Record:
    """An objective in the tree, with the target of it that puts it in danger, else the least likely to be met."""
    figure = figure_shown(told, one)
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
        "chance": _chance(figure),
        "rests": rests(told, figure["series"]),
    }


def figure_shown(told: Told, one: Record) -> Figure | None:
    """The figure by which an objective is told everywhere: that of the target that puts it in danger, else of the one
    least likely to be met; None where none is measured here.
    """
    danger = _danger(told, one)
    return told.figure(one["weakest"] if danger is None else danger[1].key)


def in_danger(told: Told) -> list[Record]:
    """Objectives whose target looks out of reach, the least likely first; then those that it may escape: what they are
    measured by got worse lately, or seldom met the target; then those that miss it while nobody works on them.
    """
    found = ((one, _danger(told, one)) for one in told.body["objectives"])
    ranked = [(danger, by.likelihood, one, by) for one, why in found if why is not None for danger, by in (why,)]
    ranked.sort(key=lambda each: each[:2])
    return [_in_danger(told, one, by.key, danger) for danger, _chance, one, by in ranked]


def dangers_in(told: Told) -> InDanger | None:
    """How many are in danger, and why; None in formats before the seventh, which did not know who works on what."""
    if told.body["gaps"] is None:
        return None
    found = (_danger(told, one) for one in told.body["objectives"])
    return how_many(why[0] for why in found if why is not None)


def _danger(told: Told, one: Record) -> tuple[Danger, Standing] | None:
    """Why, and by which target; formats before the seventh do not know who works on what."""
    return danger_told(one["code"], told.body["figures"], told.today, acted=one.get("acted", True))


def _in_danger(told: Told, one: Record, series: int, danger: Danger) -> Record:
    """The line of an objective, about the target on this series."""
    figure = told.figures[series]
    target = figure["target"]
    words = {
        "now": amount(figure, figure["now"]), "wanted": amount(figure, target["value"]),
        "by": day_in_words(target["by"]), "chance": _chance(figure),
    }  # fmt: skip
    said = _("%(now)s now, %(wanted)s wanted by %(by)s; chance %(chance)s") % words
    alone = "" if one.get("acted", True) else _("nobody works on it")
    why = (alone, _undecided(told, figure), _worse_since(told, figure), _met_in_words(figure))
    return {
        "tone": "needs" if danger is Danger.TOLD else "",
        "code": one["code"],
        "title": one["title"],
        "said": "; ".join(part for part in (said, *why) if part),
        "rests": rests(told, series),
    }


def _undecided(told: Told, figure: Figure) -> str:
    """That two chances are told, and why; "" for one, or none."""
    chances, change = figure["target"]["next"], figure["change"]
    if chances is None or chances[0] == chances[1]:
        return ""
    onset = date.fromisoformat(change["onset"]) if change else None
    return undecided(onset, figure["frequency"], told.today)


def _worse_since(told: Told, figure: Figure) -> str:
    return change_seen(told, figure) if got_worse(figure) else ""


def _met_in_words(figure: Figure) -> str:
    met, count = met_of(figure)
    return _("met %(met)d of %(count)d") % {"met": met, "count": count} if count else ""


def _chance(figure: Figure) -> str:
    target = figure["target"]
    if target["next"] is None:
        return _("cannot be told")
    said = _("next %s") % percent_in_words(target["next"])
    if too_far(figure):
        return _("%s, then too far to tell") % said
    return said if target["at"] is None else _("%(next)s, then %(at)s") % {
        "next": said, "at": percent_in_words(target["at"])}  # fmt: skip

"""Rows of a workbook about objectives, decisions, promises, the agenda, and what changed about figures since they were
seen.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.bridge.figures import difference_unit
from pilothouse.bridge.graph.wording import GAPS, chain_said
from pilothouse.measures.chains import Gap
from pilothouse.measures.models import Indicator
from pilothouse.paper.agenda import agenda, owed
from pilothouse.paper.aims import figure_shown
from pilothouse.paper.corrected import corrected
from pilothouse.paper.figures import source_in_words
from pilothouse.paper.opening import Told, name_of, state_in_words
from pilothouse.paper.register import Rows
from pilothouse.reviews.queries.packing.standings import too_far
from pilothouse.reviews.states import DECISION


def changed_since(told: Told) -> Rows:
    """Figures that were changed after leaders had seen them."""
    rows = [[one["name"], one["what"], one["was"], one["now"]] for one in corrected(told)]
    return [[_("Figure"), _("What"), _("Was"), _("Now")], *rows]


def objectives(told: Told) -> Rows:
    """Every objective with the target of it that puts it in danger, else the least likely to be met."""
    head = [_("Number"), _("What"), _("Owner"), _("Level"), _("Measured on"), _("Now"), _("Target"), _("By"),
            _("Chance next, lowest"), _("Chance next, highest"), _("Chance then, lowest"), _("Chance then, highest"),
            _("Trust"), _("Source"), _("Chain breaks at"), _("Worked on")]  # fmt: skip
    return [head, *_objectives(told)]


def _objectives(told: Told) -> Iterator[list[Any]]:
    for one in told.body["objectives"]:
        figure = figure_shown(told, one)
        row = [one["code"], one["title"], one["owner"], one["depth"]]
        if figure is None:
            yield [*row, *4 * [None], *4 * [None], "", "", *_chain(one)]
            continue
        target = figure["target"]
        chances = [
            *(target["next"] or (None, None)),
            *(target["at"] or (_("too far to tell") if too_far(figure) else None, None)),
        ]
        yield [*row, name_of(figure), figure["now"], target["value"], _day(target["by"]), *chances,
               figure["trust"]["label"], source_in_words(told, figure["source"]), *_chain(one)]  # fmt: skip


def _chain(one: dict[str, Any]) -> list[str]:
    """Every break of its chain, and whether somebody works on it; formats before the seventh do not tell."""
    if "breaks" not in one:
        return ["", ""]
    breaks = ", ".join(str(GAPS[Gap(name)]) for name in one["breaks"])
    return [breaks or chain_said(None), _("yes") if one["acted"] else _("no")]


def decisions(told: Told) -> Rows:
    """Every decision that the pack tells of, forecast beside fact."""
    head = [_("Number"), _("What"), _("Owner"), _("State"), _("Decided"), _("Due"), _("Carried out"), _("Measured on"),
            _("Expected"), _("Way"), _("Verdict on"), _("Sure, %"), _("Effect"), _("95 %, lowest"), _("95 %, highest"),
            _("Effect against the level before a change"), _("What we make of it"), _("Choice"), _("Reason"),
            _("Options"), _("Dissent"), _("Unit of the effect"), _("Trust"), _("Source")]  # fmt: skip
    return [head, *(_decision(told, one) for one in told.body["decisions"])]


def _decision(told: Told, one: dict[str, Any]) -> list[Any]:
    figure, forecast = told.figure(one["series"]), one["forecast"] or {}
    level = (one.get("level") or {}).get("effect", [None])[0]
    return [
        one["code"], one["title"], one["owner"], state_in_words(DECISION, one["state"]), _day(one["decided_on"]),
        _day(one["due"]), _day(one.get("carried_on")), name_of(figure) if figure else "", forecast.get("size"),
        forecast.get("direction", ""), _day(forecast.get("by")), forecast.get("confidence"), *one["effect"], level,
        one["said"], one["choice"], one["reason"], one.get("options", ""), one.get("dissent", ""),
        *_measured(told, figure),
    ]  # fmt: skip


def _measured(told: Told, figure: Any) -> list[str]:
    """In what an effect is told, and on what it rests; "" where the pack holds no such series."""
    if figure is None:
        return ["", "", ""]
    unit = difference_unit(Indicator(unit_of_measure=figure["unit_of_measure"]))
    return [unit, figure["trust"]["label"], source_in_words(told, figure["source"])]


def promises(told: Told) -> Rows:
    """Every action with its first day and whether it was kept."""
    head = [_("Number"), _("What"), _("Owner"), _("Due"), _("First promised for"), _("Done"), _("Out of")]
    return [
        head,
        *(
            [one["code"], one["title"], one["owner"], _day(one["due"]), _day(one["first_due"]), _day(one["done_on"]),
             one["origin"]]
            for one in told.body["actions"]
        ),
    ]  # fmt: skip


def items(told: Told) -> Rows:
    """The agenda with what was done at each item, what was taken off it with why, and what was done at items that do
    not stand there.
    """
    told_of = agenda(told)
    head = [_("Item"), _("What"), _("Why it was there"), _("Looked at"), _("Minute"), _("What came of it"),
            _("Done in this meeting")]  # fmt: skip
    rows = [
        [
            one["code"],
            one["title"],
            one["reason"],
            _("yes") if one["looked_at"] else _("no"),
            one["minute"],
            one["came"],
            "; ".join(one["done"]),
        ]
        for one in told_of["agenda"]
    ]
    off = [[one["code"], one["title"], one["reason"], _("taken off"), "", "", ""] for one in told_of["off"]]
    apart = [["", "", "", "", "", "", one] for one in told_of["apart"]]
    return [head, *rows, *off, *apart]


def owes(told: Told) -> Rows:
    """Who owes what by when out of this meeting."""
    head = [_("Owner"), _("Number"), _("What"), _("Due"), _("Done")]
    return [
        head,
        *(
            [one["owner"], one["code"], one["title"], _day(one["due"]), _day(one.get("done_on"))]
            for one in owed(told)
        ),
    ]  # fmt: skip


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None

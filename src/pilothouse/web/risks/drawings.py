"""The heat map and the curves of risks, as the charts package takes them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse import charts
from pilothouse.risks.estimates import curve_kept
from pilothouse.risks.models import Assessment, Risk
from pilothouse.risks.rules import Cell, Scale, borne_steps, short
from pilothouse.risks.wording import chance, figure, loss
from pilothouse.spc.loss import Curve
from pilothouse.web.kit.pages import Column
from pilothouse.web.measures.words import chart_words
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.words import curve_sentence, gain_sentence, points_of

MAP = charts.Size(760.0, 340.0)
CURVE = charts.Size(760.0, 340.0)


def heat_map(scale: Scale, risks: Iterable[Risk], every: Mapping[tuple[int | None, int | None], int]) -> dict[str, Any]:
    """The map of these risks with its sentence and its numbers, for `chart_figure`; `every` is how many there are in
    each cell, rated or not, named here or not.
    """
    counts = {(row, column): count for (row, column), count in every.items() if row and column}
    cells: dict[Cell, list[Risk]] = defaultdict(list)
    for risk in risks:
        if risk.likelihood is not None and risk.impact is not None:
            cells[risk.likelihood, risk.impact].append(risk)
    drawing = _drawing(scale, cells, counts)
    beyond, rated = sum(count for cell, count in counts.items() if cell in scale.beyond), sum(counts.values())
    unrated = sum(every.values()) - rated
    summary = ngettext("%d risk is rated", "%d risks are rated", rated) % rated
    summary = _("%(rated)s; beyond the appetite: %(beyond)d, not rated: %(unrated)d.") % {
        "rated": summary, "beyond": beyond, "unrated": unrated,
    }  # fmt: skip
    return {
        "svg": charts.both_maps(drawing, MAP),
        "summary": summary,
        "columns": [_("Likelihood"), _("Consequence"), _("Appetite"), _("Risks")],
        "rows": [
            (short(scale.likelihood[cell[0] - 1]), short(scale.consequence[cell[1] - 1]),
             _("beyond") if cell in scale.beyond else _("within"), _named(cells[cell], drawing.count(cell)))
            for cell in sorted(counts, reverse=True)
        ],
        "cells": [(cell, cell in scale.beyond, short(scale.likelihood[cell[0] - 1]),
                   short(scale.consequence[cell[1] - 1]), cells[cell], drawing.count(cell) - len(cells[cell]))
                  for cell in sorted(counts, reverse=True)],
        "beyond": beyond, "rated": rated, "unrated": unrated,
    }  # fmt: skip


def _drawing(scale: Scale, cells: Mapping[Cell, Sequence[Risk]], counts: Mapping[Cell, int]) -> charts.HeatMap:
    return charts.HeatMap(
        rows=[short(word) for word in scale.likelihood],
        columns=[short(word) for word in scale.consequence],
        beyond=scale.beyond,
        dots={
            cell: [charts.Dot(risk.title, page_of(risk), f"{risk.code} {risk.title}") for risk in found]
            for cell, found in cells.items()
        },
        row_name=_("Likelihood"),
        column_name=_("Consequence"),
        title=_("Risks by likelihood and consequence"),
        cell_url=f"{reverse('risks:register')}?likelihood={{row}}&impact={{column}}",
        more=_("+{count} more"),
        counts=counts,
    )


def _named(risks: Sequence[Risk], count: int) -> str:
    """The risks of a cell by number and name, and how many there are besides."""
    more = [_("+{count} more").format(count=count - len(risks))] if count > len(risks) else []
    return ", ".join([*(f"{risk.code} {risk.title}" for risk in risks), *more])


def loss_figure(curve: Curve, unit: str, scale: Scale, earlier: Sequence[Curve] = ()) -> dict[str, Any]:
    """A curve with its sentence and its numbers, for `chart_figure`. The appetite line stands beside it only where both
    are counted in the same.
    """
    steps = borne_steps(scale, curve) if scale.unit == unit else []
    drawing = charts.LossChart(
        curve=points_of(curve),
        line=[(step.loss, step.borne) for step in steps],
        beyond=[(step.loss, step.borne) for step in steps if step.beyond],
        earlier=[points_of(one) for one in earlier],
        unit=unit or _("loss of a year"),
        chance=_("chance that a year costs more"),
        appetite=_("appetite"),
        title=_("Loss exceedance curve"),
        words=chart_words(),
    )
    return {
        **_shown(drawing, curve, unit, _("Chance that a year costs more")),
        "summary": curve_sentence(curve, unit),
        "steps": [(loss(step.loss, unit), chance(step.borne), chance(step.chance), step.beyond) for step in steps],
    }


def gain_figure(curve: Curve, unit: str, earlier: Sequence[Curve] = ()) -> dict[str, Any]:
    """The same of what an opportunity brings; no appetite stands beside a gain."""
    drawing = charts.LossChart(
        curve=points_of(curve),
        earlier=[points_of(one) for one in earlier],
        unit=unit or _("gain of a year"),
        chance=_("chance that a year brings more"),
        title=_("Gain exceedance curve"),
        words=chart_words(),
    )
    return {
        **_shown(drawing, curve, unit, _("Chance that a year brings more")),
        "summary": gain_sentence(curve, unit),
    }


def _shown(drawing: charts.LossChart, curve: Curve, unit: str, column: str) -> dict[str, Any]:
    """The drawing and its numbers."""
    return {
        "svg": charts.both_curves(drawing, CURVE),
        "columns": [column, _("than")],
        "rows": [(chance(share), loss(at, unit)) for share, at in zip(curve.chances, curve.losses, strict=True)],
    }


def curve_of(one: Assessment) -> Curve:
    """The curve that was kept with an estimate."""
    return curve_kept(one.curve or {})


def rating_line(assessments: Sequence[Assessment]) -> str:
    """The ratings by the matrix as a small chart; "" for fewer than two."""
    scores = tuple(float(one.likelihood * one.impact) for one in assessments if one.likelihood and one.impact)
    if len(scores) < 2:
        return ""
    title = _("Ratings so far: %s") % ", ".join(figure(score) for score in scores)
    return charts.sparkline(scores, title=title, reach=(1.0, max(scores)))


STEPS = (
    Column("loss", _("A year costs more than")),
    Column("borne", _("Borne"), numeric=True),
    Column("chance", _("Estimated"), numeric=True),
)

"""The funnel of an indicator: its units side by side, so that small ones are not blamed for noise."""

from datetime import date
from typing import Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from pilothouse.charts.data import Tone
from pilothouse.charts.funnel_plot import FunnelPlot, FunnelPoint, both_funnels
from pilothouse.measures.comparing import Compared, compared
from pilothouse.measures.models import Direction, Indicator
from pilothouse.measures.wording import period_in_words
from pilothouse.spc.funnel import funnel_limits
from pilothouse.web.kit.components.marks import num
from pilothouse.web.kit.parts import Tab
from pilothouse.web.measures.indicators import indicator_or_404
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.measures.trusted import trusted
from pilothouse.web.measures.words import amount, chart_words
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest

SPANS = (1, 12, 52)
_STEPS = 60


@require_safe
def funnel(request: PilotRequest, code: str) -> HttpResponse:
    """The units of an indicator over the latest value, the latest 12 or 52."""
    about = indicator_or_404(request, code)
    asked = request.GET.get("values", "")
    span = int(asked) if asked in {str(one) for one in SPANS} else SPANS[1]
    found = compared(request.person, about, span, today_of(request))
    context: dict[str, Any] = {
        "indicator": about,
        "crumbs": [(about.title, page_of(about))],
        "tabs": [Tab(_span_words(one), f"?values={one}", one == span) for one in SPANS],
        "found": found,
    }
    if found is not None:
        summary = _summary(about, found)
        today = today_of(request)
        first, last = (period_in_words(day, about.frequency, today) for day in (found.first, found.last))
        context |= {
            "summary": summary,
            "svg": both_funnels(_plot(about, found, summary)),
            "columns": [_("Unit"), _("Value"), _("Cases"), _("Out of"), _("Distance in sigma"), _("It lies")],
            "rows": [_row(about, found, place, today) for place in range(len(found.series))],
            "trust": [(series.place, trusted(series, today)) for series in found.series],
            "caption": first if first == last else f"{first} – {last}",
        }
    return render(request, "measures/funnel.html", context)


def _span_words(count: int) -> str:
    return ngettext("the latest value", "the latest %d values", count) % (() if count == 1 else count)


def _tone(indicator: Indicator, outside: float) -> Tone | None:
    """Beyond 99.8 % better or worse; beyond 95 % alone is no evidence among several units."""
    if abs(outside) < 2:
        return None
    return "better" if (outside > 0) == (indicator.direction == Direction.UP) else "worse"


def _plot(indicator: Indicator, found: Compared, summary: str) -> FunnelPlot:
    told, scale = found.funnel, indicator.scale
    sizes = np.linspace(found.sizes.min() * 0.6, found.sizes.max() * 1.08, _STEPS)
    if indicator.value_kind == "proportion":  # a share is one of a whole number, a rate of any
        sizes = np.unique(np.round(sizes).clip(min=1.0))
    kind = "proportion" if indicator.value_kind == "proportion" else "rate"
    lower, upper = funnel_limits(sizes, told.target, kind=kind, dispersion=told.dispersion)
    lines = [(line[:, column] * scale).tolist() for column in (0, 1) for line in (lower, upper)]
    points = [
        FunnelPoint(series.place, float(size), float(ratio * scale), _tone(indicator, float(outside)))
        for series, size, ratio, outside in zip(found.series, found.sizes, told.ratio, told.outside, strict=True)
    ]
    return FunnelPlot(
        title=_("Funnel of %(indicator)s") % {"indicator": indicator.title}, summary=summary, points=points,
        centre=told.target * scale, sizes=sizes.tolist(), limits=lines,
        size_label=_("how many each unit is judged by"),
        centre_label=_("all together %(amount)s") % {"amount": amount(indicator, told.target * scale)},
        digits=indicator.decimals, words=chart_words(),
    )  # fmt: skip


def _summary(indicator: Indicator, found: Compared) -> str:
    """“All 3 units lie within what chance and the usual differences between units make.”"""
    told = found.funnel
    sides = zip(found.series, told.outside, strict=True)
    out = [(series.place, _tone(indicator, float(side))) for series, side in sides]
    worse, better = (", ".join(place for place, its in out if its == tone) for tone in ("worse", "better"))
    parts = []
    if worse:
        parts.append(_("Worse than chance explains: %s.") % worse)
    if better:
        parts.append(_("Better than chance explains: %s.") % better)
    if not parts:
        count = len(out)
        parts.append(
            ngettext(
                "The %d unit lies within the outer limits.",
                "All %d units lie within the outer limits: no ranking.",
                count,
            )
            % count
        )
    if told.dispersion > 1.0:
        spread = num(float(np.sqrt(told.dispersion)), 1)
        parts.append(_("Units differ %s times as much as chance alone makes; the limits allow for it.") % spread)
    return " ".join(parts)


def _counted(value: float) -> str:
    """A count, or the size of a rate, which need not be whole."""
    return num(value, 0 if value.is_integer() else 2)


def _row(indicator: Indicator, found: Compared, place: int, today: date) -> list[str]:
    told, series = found.funnel, found.series[place]
    words = {
        0: _("within the limits"),
        1: _("beyond 95 %, which one unit in twenty does by chance"),
        2: _("beyond 99.8 %"),
    }
    return [
        series.place,
        format_html("{} {}", amount(indicator, float(told.ratio[place]) * indicator.scale), trusted(series, today)),
        _counted(float(found.cases[place])),
        _counted(float(found.sizes[place])),
        num(float(told.z[place]), 1),
        words[abs(int(told.outside[place]))],
    ]

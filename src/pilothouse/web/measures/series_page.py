"""The page of one series: what it says, its chart, where its values came from, its limits and targets."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pilothouse import charts
from pilothouse.bridge.graph.purpose import Line, lines_among, ties_of_series
from pilothouse.measures.aspects import with_aspects
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.periods import latest_late
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.queries import Judged, chart_of, intakes_of
from pilothouse.measures.traces import trace_in
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.organisation.sight import KeptSight
from pilothouse.strategy.models import Objective
from pilothouse.trail.gathered import built, gathered
from pilothouse.web.kit.components.marks import mark
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.measures.annotations import Happening, on_axis, told, what_happened
from pilothouse.web.measures.answers import answers_to
from pilothouse.web.measures.drawings import chart_table, large_chart
from pilothouse.web.measures.judgement import judgement, latest_change
from pilothouse.web.measures.provenance import brought_by, told_of
from pilothouse.web.measures.signal_told import signal_told
from pilothouse.web.measures.words import silence, tone_of
from pilothouse.web.shell.middleware import PilotRequest

RELATED = (*TOLD, "indicator__unit", "indicator__process__owner")


def _asked(person: Person, key: int) -> "QuerySet[Series]":
    found: QuerySet[Series] = Series.objects.seen_by(person).select_related(*RELATED).filter(pk=key)
    served = Objective.objects.filter(servings__indicator=OuterRef("indicator"))
    about = gathered(served, ("id", "kind", "number", "title", "due"))
    happened = what_happened(person, OuterRef("pk"))
    return found.annotate(_objectives=about, _ties=ties_of_series(key), **happened, **with_aspects(OuterRef("pk")))[:1]


_SERIES = KeptSight[Series](_asked)


def series_or_404(request: PilotRequest, key: int) -> Series:
    """The series, if the person may see it, with what it tells about, what happened about it, and its aspects."""
    found: Series | None = _SERIES.first(request.person, key)
    if found is None:
        raise Http404
    return found


def today_of(request: PilotRequest) -> date:
    """The day of the request in the organisation's zone."""
    return request.now.astimezone(request.organisation.tz).date()


def url_of(series: Series) -> str:
    """The page of a series."""
    return f"/series/{series.pk}/"


def crumbs(series: Series, line: Line | None) -> list[Crumb]:
    """The line of sight: objective, process, indicator; without an objective the process and the indicator."""
    steps = line.steps if line else [step for step in (series.indicator.process, series.indicator) if step]
    return [Crumb(step.title, f"/{step.code}/") for step in steps]


def sight_of(series: Any) -> Line | None:
    """The straightest line of a series from `series_or_404` up to an objective, by the rule of every “Why?”."""
    return next(iter(lines_among(series._ties)), None)


def objectives_of(series: Any) -> list[Objective]:
    """The objectives that the indicator of a series from `series_or_404` tells about."""
    found = [built(Objective, row) for row in series._objectives or ()]
    return sorted(found, key=lambda one: (one.due or date.max, one.number))


def rights_on(request: PilotRequest, series: Series) -> dict[str, bool]:
    """What the person may do with this series; it is measured no more once its last day has passed."""
    person, path = request.person, series.unit.path
    owns = series.indicator.owner_id == person.pk
    live = series.ended_on is None and not series.indicator.ended
    last = None if series.indicator.ended else series.ended_on
    # `ended_on` is the first day of the last period: its value comes once that is over, and may be a period late.
    ending = last is not None and last >= latest_late(today_of(request), series.indicator.frequency)
    return {
        "enter": (live or ending) and person.may(Right.ENTER, path),
        "withdraw": person.may(Right.ENTER, path),
        "define": person.may(Right.DEFINE, path) or owns,
        "aim": live and (person.may(Right.DEFINE, path) or owns),
        "end": live and person.may(Right.DEFINE, path),
        "answer": person.may(Right.ANSWER, path),
    }


def chart_context(
    judged: Judged,
    request: PilotRequest,
    happened: Sequence[Happening],
    size: charts.Size = charts.WIDE,
    about: Signal | None = None,
) -> dict[str, Any]:
    """The chart with its words, numbers and what happened on its time axis; `size` is that of a wide screen. Words and
    marks are `about` a signal where one is given.
    """
    today = today_of(request)
    chart = large_chart(judged, today, on_axis(happened), about=about)
    columns, rows = chart_table(judged, today, chart)
    return {
        "svg": charts.both_sizes(chart, size),
        "chart_columns": columns,
        "chart_rows": rows,
        "happenings": happened,
        "judgement": (
            _marked(judged, judgement(judged, judged.series.reading, today))
            if about is None
            else format_html("{} {}", mark("better" if about.better else "worse"), signal_told(judged, about, today))
        ),
    }


def _marked(judged: Judged, text: str) -> SafeString:
    """The judgement with the mark of better or worse before it, where the line really changed."""
    change = latest_change(judged)
    if change is None or not change.going:
        return format_html("{}", text)
    return format_html("{} {}", mark(tone_of(judged.series.indicator, change.side, change.change.kind)), text)


@require_safe
def page(request: PilotRequest, key: int) -> HttpResponse:
    """The story of one line of values."""
    series = series_or_404(request, key)
    today = today_of(request)
    judged = chart_of(series, today, trace_in(series, series))
    objectives = objectives_of(series)
    rows, can = told_of(series, request), rights_on(request, series)
    context = {
        "series": series,
        "indicator": series.indicator,
        "reading": series.reading,
        "judged": judged,
        "crumbs": crumbs(series, sight_of(series)),
        "objectives": objectives,
        "told": rows,
        "latest": next((row for row in rows.items if row.value and not row.superseded), None),
        "can": can,
        "waiting": [(signal, answers_to(signal, request.person, can)) for signal in judged.signals if not signal.ended],
        "today": today,
        "silent": silence(series.indicator, series.reading, today),
        **chart_context(judged, request, told(series, request.organisation.tz)),
    }
    return render(request, "measures/series.html", context)


@require_safe
def intake(request: PilotRequest, key: int, number: int) -> HttpResponse:
    """How some values of a series came in, in full."""
    series = series_or_404(request, key)
    found = intakes_of(series).filter(pk=number).first()
    if found is None:
        raise Http404
    context = {
        "series": series,
        "indicator": series.indicator,
        "intake": found,
        "crumbs": [Crumb(series.indicator.title, f"/{series.indicator.code}/"), Crumb(series.place, url_of(series))],
        "title": _("How these values came in"),
        "rows": brought_by(series, found),
    }
    return render(request, "measures/intake.html", context)


def back_to(series: Series) -> HttpResponseRedirect:
    """On to the page of the series."""
    return HttpResponseRedirect(url_of(series))

"""Indicators: the list, the definition with its units side by side, and what can be done with one."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.measures.models import Frequency, Indicator, Series
from pilothouse.measures.operations import (
    change_indicator,
    define_indicator,
    open_series,
    revive_indicator,
)
from pilothouse.measures.provenance import TOLD
from pilothouse.measures.states import INDICATOR
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.records.queries import find
from pilothouse.strategy.models import Objective
from pilothouse.web.kit.pages import paginate
from pilothouse.web.measures.drawings import shared_reach, small_chart
from pilothouse.web.measures.forms import EditIndicatorForm, NewIndicatorForm, SeriesForm
from pilothouse.web.measures.home import rights_somewhere, tabs
from pilothouse.web.measures.lines import lines_of, with_signal
from pilothouse.web.measures.series_page import today_of
from pilothouse.web.measures.trusted import reason_column, weakest_column, weakest_filter, with_weakest
from pilothouse.web.measures.words import likeness_of
from pilothouse.web.records.columns import (
    in_order,
    owner_column,
    plain_column,
    state_column,
    title_column,
    unit_column,
    word_column,
)
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.filters import choices_filter, owner_filter, state_filter, text_filter, unit_filter
from pilothouse.web.records.lists import Empty, ListSpec, record_list, shows
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.together import HAND_OVER
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

MULTIPLES = 60


def _running() -> Coalesce:
    """How many series of an indicator run: asked for the rows that are shown, and for no others."""
    running = Series.objects.filter(indicator=OuterRef("pk"), ended_on=None).order_by().values("indicator")
    return Coalesce(Subquery(running.annotate(number=Count("pk")).values("number")), 0)


INDICATORS = ListSpec(
    title=gettext_lazy("Indicators"),
    noun=gettext_lazy("indicators"),
    sub=gettext_lazy("What is measured, exactly how, and who answers for it."),
    records=lambda person: Indicator.objects.seen_by(person).annotate(places=_running()),
    columns=(
        title_column(),
        plain_column("measured", gettext_lazy("Measured in"), lambda indicator: indicator.unit_of_measure,
                     sort=(Lower("unit_of_measure"), "record_id")),
        word_column("frequency", gettext_lazy("How often"), "frequency", Frequency,
                    sort=(in_order("frequency", Frequency), "record_id")),
        plain_column("process", gettext_lazy("Process"),
                     lambda indicator: indicator.process.title if indicator.process else "",
                     sort=(Lower("process__title"), "process_id", "record_id"), filled="process__title"),
        plain_column("places", gettext_lazy("Series"), lambda indicator: indicator.places, numeric=True,
                     sort=("places", "record_id")),
        state_column(),
        unit_column(),
        owner_column(),
    ),
    export="indicators",
    filters=(
        state_filter(INDICATOR),
        choices_filter("frequency", gettext_lazy("How often"), "frequency", Frequency.choices,
                       every=gettext_lazy("at any frequency"), before=gettext_lazy("measured")),
        unit_filter(),
        owner_filter(),
        text_filter(),
    ),
    related=("owner", "process"),
    empty=Empty(
        gettext_lazy("Nothing is defined yet"),
        gettext_lazy("An indicator says exactly what is measured, how often, which way is better, and who answers."),
        gettext_lazy("Define the first indicator"), "/performance/indicators/new/", "ruler", Right.DEFINE,
    ),
    bulk=(HAND_OVER,),
)  # fmt: skip


@lru_cache(8)
def indicators_on(today: date) -> ListSpec:
    """The list on a day, with how far the numbers can be trusted then. Kept, as what a list asks of the database is
    kept with it.
    """
    *first, unit, owner = INDICATORS.columns
    return replace(
        INDICATORS,
        records=lambda person: with_weakest(INDICATORS.records(person), person, today),
        columns=(*first, weakest_column(today), unit, owner),
        also=(reason_column(today),),
        filters=(*INDICATORS.filters[:-1], weakest_filter(), *INDICATORS.filters[-1:]),
    )


@require_safe
@shows(INDICATORS)
def indicators(request: PilotRequest) -> HttpResponseBase:
    """Every definition."""
    extra = {"tabs": tabs("indicators"), "can": rights_somewhere(request)}
    return record_list(request, indicators_on(today_of(request)), "measures/indicators.html", extra)


def indicator_or_404(request: PilotRequest, code: str) -> Indicator:
    """The indicator, if the person may see it."""
    found = find(request.person, code)
    if not isinstance(found, Indicator):
        raise Http404
    return found


def may_define(request: PilotRequest, indicator: Indicator) -> bool:
    """Shall the buttons that change it be offered?"""
    return indicator.owner_id == request.person.pk or request.person.may(Right.DEFINE, indicator.unit.path)


@require_safe
def indicator(request: PilotRequest, code: str) -> HttpResponse:
    """One definition, and what it says in every unit, on one scale."""
    about = indicator_or_404(request, code)
    page = paginate(_measured(about, request.person), request, MULTIPLES)
    for series in page.items:
        series.indicator = about
    reach = shared_reach(page.items)
    lines = lines_of(page.items, today_of(request))
    context: dict[str, Any] = {
        "indicator": about,
        "page": page,
        "multiples": [(line, small_chart(line.series, reach=reach, width=320.0, height=96.0) or "") for line in lines],
        "alike": sum(likeness_of(line.reading) > 0 for line in lines),
        "reach": reach,
        "objectives": Objective.objects.filter(servings__indicator=about).select_related("unit", "owner"),
        "can": {"define": may_define(request, about), "measure": rights_somewhere(request)["define"]},
    }
    if about.process:
        context["crumbs"] = [(about.process.title, page_of(about.process))]
    return record_page(request, about, "measures/indicator.html", context)


def _measured(indicator: Indicator, person: Person) -> "QuerySet[Any]":
    seen = Series.objects.seen_by(person).filter(indicator=indicator, ended_on=None)
    return with_signal(seen.select_related(*TOLD)).order_by("unit__path", "label")


def _form_page(request: PilotRequest, form: Any, **words: Any) -> HttpResponse:
    return render_form(request, "measures/form.html", {"form": form, "icon": "check", **words}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: PilotRequest) -> HttpResponse:
    """A new definition; `?process=PRC-0001` says whose."""
    if not rights_somewhere(request)["define"]:
        raise Http404
    form = NewIndicatorForm(request.POST or None, person=request.person, initial=_first(request))
    if form.is_valid():
        made = perform(form, lambda: define_indicator(act_of(request), **form.values()))
        if made is not None:
            messages.success(request, _("Defined. Now say in which units it is measured."))
            return HttpResponseRedirect(f"{page_of(made)}measure/")
    sub = _("Two people who read it must come to the same number.")
    crumbs = [(_("Performance"), "/performance/")]
    return _form_page(
        request, form, title=_("New indicator"), sub=sub, submit=_("Define it"), back="/performance/", crumbs=crumbs
    )


def _first(request: PilotRequest) -> dict[str, Any]:
    """What a new definition begins with; `?process=PRC-0001` names its process."""
    process = find(request.person, request.GET.get("process", ""))
    return {"owner": request.person.pk, "process": process.pk if isinstance(process, Process) else None}


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PilotRequest, code: str) -> HttpResponse:
    """Change a definition, and the objectives it tells about."""
    about = indicator_or_404(request, code)
    if not may_define(request, about):
        raise Http404
    initial = EditIndicatorForm.of(about) | {"version": about.version}
    form = EditIndicatorForm(request.POST or None, person=request.person, initial=initial)
    if form.is_valid():
        as_filled(request, about, form)
        if perform(form, lambda: change_indicator(act_of(request), about, **form.values())):
            messages.success(request, _("Changed. Its series were judged anew where that matters."))
            return HttpResponseRedirect(page_of(about))
    return _form_page(
        request, form, title=_("Change the definition"), submit=_("Save"), back=page_of(about),
        crumbs=[(about.title, page_of(about))],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: PilotRequest, code: str) -> HttpResponse:
    """Open a series: measure it in a unit, or in a part of one."""
    about = indicator_or_404(request, code)
    if not rights_somewhere(request)["define"]:
        raise Http404
    form = SeriesForm(request.POST or None, person=request.person)
    if form.is_valid():
        made: Series | None = perform(form, lambda: open_series(act_of(request), about, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s is measured from now on.") % made)
            return HttpResponseRedirect(page_of(about))
    sub = _("A series is one line of values: this indicator in one unit.")
    return _form_page(
        request, form, title=_("Measure it in a unit"), sub=sub, submit=_("Open the series"), back=page_of(about),
        crumbs=[(about.title, page_of(about))],
    )  # fmt: skip


@require_POST
def revive(request: PilotRequest, code: str) -> HttpResponseRedirect:
    """Measure it again."""
    about = indicator_or_404(request, code)
    revive_indicator(act_of(request), as_filled(request, about))
    return HttpResponseRedirect(page_of(about))

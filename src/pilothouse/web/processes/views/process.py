"""One process: its page, and how it is defined, changed, retired and revived."""

from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Series, Serving, Signal
from pilothouse.measures.queries import running_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Handover, Process
from pilothouse.processes.operations import change_process, define_process, retire_process, revive_process
from pilothouse.processes.queries import exchanges_of
from pilothouse.records.models import Record, RecordQuerySet
from pilothouse.records.queries import came_of
from pilothouse.records.rules import parsed
from pilothouse.risks.queries import STAKED, endangering, staked
from pilothouse.strategy.models import Objective
from pilothouse.trail.gathered import built, gathered
from pilothouse.web.measures.home import in_order
from pilothouse.web.measures.lines import columns, draw_grouped, lines_of, with_signal
from pilothouse.web.processes.forms import EditProcessForm, NewProcessForm, ReasonForm
from pilothouse.web.processes.standing import standings
from pilothouse.web.processes.views.reading import crumbs_to, may_shape, own_process, today_of
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

MOST = 60


@require_safe
def page(request: PilotRequest, code: str) -> HttpResponse:
    """The page of a process: what it is, how it does, what is open."""
    person, today = request.person, today_of(request)
    number = parsed(code)
    process = _PROCESS.first(person, number[1]) if number else None
    if process is None:
        raise Http404
    series = _SERIES.rows(person, process.pk, today)
    shown = columns(grouped=True)
    items = _ITEMS.rows(person, process.pk)
    exchanges = sorted((_exchange(row) for row in process._exchanges or ()), key=attrgetter("pk"))
    objectives = (built(Objective, row) for row in process._objectives or ())
    context = {
        "process": process,
        "stands": standings([process], person, today)[process.pk],
        "inputs": [one for one in exchanges if one.taker_id == process.pk],
        "outputs": [one for one in exchanges if one.giver_id == process.pk],
        "series_heads": [replace(column.head, order_by=()) for column in shown],
        "series_lines": draw_grouped(shown, lines_of(series[:MOST], today), today),
        "series_more": len(series) > MOST,
        "indicator_url": f"/performance/indicators/new/?process={process.pk}",
        "items": items[:MOST],
        "items_more": len(items) > MOST,
        "objectives": sorted(objectives, key=lambda one: (one.due or date.max, one.number)),
        "endangered": staked(process._endangered),
        "may_raise": holds_somewhere(person, Right.IMPROVE),
        "may_shape": may_shape(person, process),
        "crumbs": crumbs_to(),
    }
    return record_page(request, process, "processes/process.html", context)


_NAMES = ("kind", "number", "title")
_HANDED = {name: name for name in ("id", "giver_id", "taker_id", "what", "agreed")} | {
    f"{end}_{name}": f"{end}__{name}" for end in ("giver", "taker") for name in _NAMES
}


def _asked(person: Person, number: int) -> "QuerySet[Process]":
    """The process with what it is given and gives, and the live objectives that its indicators tell about."""
    here = OuterRef("pk")
    served = Serving.objects.filter(indicator__process=OuterRef(here)).values("objective")
    objectives = Objective.objects.seen_by(person).live().filter(pk__in=served)
    found: QuerySet[Process] = Process.objects.seen_by(person).with_people().filter(number=number)
    return found.annotate(
        _exchanges=gathered(exchanges_of(here, person), _HANDED),
        _objectives=gathered(objectives, ("id", "due", *_NAMES)),
        _endangered=gathered(endangering(here, person), STAKED),
    )[:1]


def _exchange(row: dict[str, Any]) -> Handover:
    return built(Handover, row, giver=_end(row, "giver"), taker=_end(row, "taker"))


def _end(row: dict[str, Any], end: str) -> Process | None:
    names = {name: row[f"{end}_{name}"] for name in ("id", *_NAMES)}
    return built(Process, names) if names["id"] else None


def _series(person: Person, process: int, on: date) -> "QuerySet[Series]":
    return in_order(with_signal(running_series(person, on).filter(indicator__process=process)), ())[: MOST + 1]


def _open_items(person: Person, process: int) -> RecordQuerySet:
    """Live issues of the process, open signals on its indicators, and the actions that answer them."""
    series = Series.objects.filter(indicator__process=process).values("pk")
    mine = Issue.objects.filter(process=process).values("pk")
    # Each part starts from the few keys it is given, which an "or" between tables would not.
    issues, signals, actions = (
        model.objects.filter(series__in=series).values("pk") for model in (Issue, Signal, Action)
    )
    answers = (came_of(origins) for origins in (mine, issues, signals))
    wanted = mine.union(issues, signals, actions, *answers)
    found: RecordQuerySet = Record.objects.seen_by(person).live().filter(pk__in=wanted).with_people()
    return found.order_by("due", "-id")[: MOST + 1]


_PROCESS = KeptSight[Process](_asked)
_SERIES = KeptSight[Series](_series)
_ITEMS = KeptSight[Record](_open_items)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request: PilotRequest) -> HttpResponse:
    """Define a process."""
    if not holds_somewhere(request.person, Right.DEFINE):
        raise Http404
    form = NewProcessForm(request.POST or None, person=request.person, initial={"owner": request.person.pk})
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: define_process(act_of(request), **form.values()))
        if made is not None:
            messages.success(request, _("%s stands on the map.") % made.code)
            return redirect(page_of(made))
    words = _("A process has one owner and a purpose; what it gives and needs is agreed afterwards.")
    return _form_page(request, form, title=_("Define a process"), sub=words, back="/processes/", button=_("Define it"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Reword a process, give it to somebody else, or move it on the map."""
    process = own_process(request, code)
    form = EditProcessForm(request.POST or None, initial=EditProcessForm.of(process))
    if request.method == "POST" and form.is_valid():
        as_filled(request, process, form)
        if perform(form, lambda: change_process(act_of(request), process, **form.values())) is not None:
            return redirect(page_of(process))
    return _form_page(request, form, title=_("Change %s") % process.code, process=process)


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: PilotRequest, code: str) -> HttpResponse:
    """Take a process off the map."""
    process = own_process(request, code)
    form = ReasonForm(request.POST or None, initial={"version": process.version})
    if request.method == "POST" and form.is_valid():
        as_filled(request, process, form)
        reason = form.cleaned_data["reason"]
        if perform(form, lambda: retire_process(act_of(request, why=reason), process, reason=reason)) is not None:
            messages.success(request, _("%s is retired; what it was stays readable.") % process.code)
            return redirect(page_of(process))
    words = _("It leaves the map. Its history, indicators and issues stay.")
    return _form_page(
        request, form, title=_("Retire %s") % process.code, sub=words, process=process, button=_("Retire it")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revive(request: PilotRequest, code: str) -> HttpResponse:
    """Put a process back on the map."""
    process = own_process(request, code)
    form = ReasonForm(request.POST or None, initial={"version": process.version})
    if request.method == "POST" and form.is_valid():
        as_filled(request, process, form)
        reason = form.cleaned_data["reason"]
        if perform(form, lambda: revive_process(act_of(request, why=reason), process)) is not None:
            return redirect(page_of(process))
    title = _("Put %s back on the map") % process.code
    return _form_page(request, form, title=title, process=process, button=_("Put it back"))


def _form_page(
    request: PilotRequest, form: Any, *, title: str, sub: str = "", process: Process | None = None,
    back: str = "", button: str = "",
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "title": title,
        "sub": sub,
        "crumbs": crumbs_to(process),
        "back": back or (page_of(process) if process else "/processes/"),
        "button_words": button or _("Save"),
    }
    return render_form(request, "processes/form.html", context, form)

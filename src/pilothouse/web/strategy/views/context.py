"""What direction rests on: the page of it all, the page of one, named, changed, checked, let go."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.records.queries import find
from pilothouse.strategy.models import Assumption, Check, ContextIssue, InterestedParty, Objective, Resting
from pilothouse.strategy.operations import (
    answer_climate,
    change_context,
    check_context,
    end_context,
    name_assumption,
    name_context_issue,
    name_party,
)
from pilothouse.strategy.queries import Ground, assumptions, climate_answer, context_issues, interested_parties
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform
from pilothouse.web.strategy.context_forms import CheckForm, ClimateForm, EditGroundForm, NewGroundForm
from pilothouse.web.strategy.forms import ReasonForm
from pilothouse.web.strategy.views.reading import form_page, may_shape, tabs_at, today_of

HERE = "/direction/context/"
TYPES = (Assumption, ContextIssue, InterestedParty)
NAMING: dict[str, tuple[Callable[..., Any], Any]] = {
    "assumption": (name_assumption, gettext_lazy("Name an assumption")),
    "context": (name_context_issue, gettext_lazy("Name a context issue")),
    "party": (name_party, gettext_lazy("Name an interested party")),
}


@require_safe
def home(request: PilotRequest) -> HttpResponse:
    """The three lists and the answer about climate."""
    person = request.person
    lists = [assumptions(person), context_issues(person), interested_parties(person)]
    climate = climate_answer(person)
    moving = _moving(person, [ground for grounds in lists for ground in grounds])
    context = {
        "tabs": tabs_at("context"),
        "climate": climate,
        "assumptions": _lines(lists[0], moving),
        "issues": _lines(lists[1], moving),
        "parties": _lines(lists[2], moving),
        "today": today_of(request),
        "may_define": holds_somewhere(person, Right.DEFINE),
        "may_decide": person.may_everywhere(Right.DECIDE),
    }
    return render(request, "strategy/context.html", context)


def _moving(person: Person, grounds: list[Ground]) -> dict[int, int]:
    """How many open signals the person sees on each indicator that tells about one of these."""
    keys = {ground.record.told_by_id for ground in grounds} - {None}
    signals = Signal.objects.seen_by(person).filter(series__indicator__in=keys, ended_at=None).order_by()
    return dict(signals.values_list("series__indicator").annotate(Count("pk")))


def _lines(grounds: list[Ground], moving: dict[int, int]) -> list[tuple[Ground, int]]:
    return [(ground, moving.get(ground.record.told_by_id, 0)) for ground in grounds]


@require_safe
def page(request: PilotRequest, code: str) -> HttpResponse:
    """One of them: what it says, what rests on it, every check."""
    record = _seen(request, code)
    resting = Resting.objects.filter(record=record).select_related("objective__owner")
    context = {
        "ground": record,
        "objectives": [row.objective for row in resting.order_by("objective__number")],
        "checks": list(Check.objects.filter(record=record).select_related("by")),
        "may_shape": may_shape(request.person, record) and not record.ended,
        "is_climate": getattr(record, "climate", False),
        "may_decide": request.person.may_everywhere(Right.DECIDE),
        "crumbs": _crumbs(),
    }
    return record_page(request, record, "strategy/ground.html", context)


def _crumbs() -> list[tuple[Any, str]]:
    return [(_("Direction"), "/direction/"), (_("Context"), HERE)]


def _seen(request: PilotRequest, code: str) -> Any:
    found = find(request.person, code)
    if not isinstance(found, TYPES):
        raise Http404
    return found


def _own(request: PilotRequest, code: str) -> Any:
    """One that the person may change and that lives; not found otherwise."""
    found = _seen(request, code)
    if found.ended or not may_shape(request.person, found):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def name_new(request: PilotRequest, sort: str) -> HttpResponse:
    """Name an assumption, a context issue or an interested party; `?objective=OBJ-0001` says what rests on it."""
    if not holds_somewhere(request.person, Right.DEFINE):
        raise Http404
    operation, title = NAMING[sort]
    about = find(request.person, request.GET.get("objective", ""))
    first = {"owner": request.person.pk, "objectives": [about.pk] if isinstance(about, Objective) else []}
    form = NewGroundForm(request.POST or None, person=request.person, sort=sort, initial=first)
    if request.method == "POST" and form.is_valid():
        made: Record | None = perform(form, lambda: operation(act_of(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("%s stands; its owner is asked again when its day comes.") % made.code)
            return redirect(HERE)
    return form_page(request, form, title=str(title), button=_("Name it"), back=HERE)


@require_http_methods(["GET", "HEAD", "POST"])
def climate(request: PilotRequest) -> HttpResponse:
    """Answer the question about climate, or answer it anew."""
    if not request.person.may_everywhere(Right.DECIDE):
        raise Http404
    before = climate_answer(request.person)
    first: dict[str, Any] = {"owner": request.person.pk}
    if before is not None:
        names = ("owner", "text", "every")
        first = {name: getattr(before.record, name) for name in names}
        first |= {
            "relevant": "yes" if before.record.relevant else "no",
            "objectives": [o.pk for o in before.objectives],
        }
    form = ClimateForm(request.POST or None, person=request.person, initial=first)
    if request.method == "POST" and form.is_valid():
        answered = perform(form, lambda: answer_climate(act_of(request), **form.cleaned_data))
        if answered is not None:
            return redirect(HERE)
    words = _("Everybody has to answer it, also with no. The answer before stays readable.")
    return form_page(request, form, title=_("Climate change"), sub=words, button=_("Answer"), back=HERE)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Change one."""
    record = _own(request, code)
    first = {name: getattr(record, name) for name in ("title", "text", "every", "told_by", "owner", "version")}
    first["objectives"] = list(Resting.objects.filter(record=record).values_list("objective", flat=True))
    form = EditGroundForm(
        request.POST or None, person=request.person, sort=record.kind, every=record.every, initial=first,
        known=[*first["objectives"], *([record.told_by_id] if record.told_by_id else [])],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        as_filled(request, record, form)
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if perform(form, lambda: change_context(act_of(request), record, **values)) is not None:
            return redirect(page_of(record))
    return form_page(request, form, title=_("Change %s") % record.code, about=record)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PilotRequest, code: str) -> HttpResponse:
    """Say whether it still holds."""
    record = _own(request, code)
    form = CheckForm(request.POST or None, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        as_filled(request, record, form)
        values = {name: form.cleaned_data[name] for name in ("finding", "note")}
        if perform(form, lambda: check_context(act_of(request), record, **values)) is not None:
            messages.success(request, _("%(code)s: %(state)s.") % {"code": record.code, "state": record.standing.label})
            return redirect(onward(request, page_of(record)))
    title = _("Does it still hold?")
    return form_page(request, form, title=title, sub=record.title, about=record, button=_("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PilotRequest, code: str) -> HttpResponse:
    """Let it go."""
    record = _own(request, code)
    if getattr(record, "climate", False):
        raise Http404
    form = ReasonForm(request.POST or None, initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        as_filled(request, record, form)
        reason = form.cleaned_data["reason"]
        if perform(form, lambda: end_context(act_of(request, why=reason), record, reason=reason)) is not None:
            return redirect(HERE)
    return form_page(request, form, title=_("Let it go?"), sub=record.title, about=record, button=_("Let it go"))

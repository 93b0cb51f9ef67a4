"""The required inputs of management review: what there is, who answers, what people say where no record can tell."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.reviews.inputs import BY_KEY, Input
from pilothouse.reviews.models import InputOwner, Statement
from pilothouse.reviews.operations import name_input_owner, state_input
from pilothouse.reviews.queries import live_inputs, owner_of_input, strip
from pilothouse.web.reviews.courses import large_course, small_courses
from pilothouse.web.reviews.coverage_file import coverage_file
from pilothouse.web.reviews.forms import InputOwnerForm, StatementForm
from pilothouse.web.reviews.unread import replies_to, waiting_of
from pilothouse.web.reviews.views.planning import QUARTER
from pilothouse.web.reviews.views.reading import crumbs_to, today_of
from pilothouse.web.reviews.views.tabs import tabs_at
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

LATEST = 12


@require_safe
def inputs(request: PilotRequest) -> HttpResponseBase:
    """All of them, each with owner, freshness, completeness and its content in a sentence or two; with what the latest
    meetings looked at, or those of a year (`?year=2013`), also as a file.
    """
    today = today_of(request)
    looked = strip(request.person, year=_year(request.GET.get("year", "")))
    if (file := coverage_file(request, looked)) is not None:
        return file
    since = today - QUARTER
    found, drawn = live_inputs(request.person, today, since), small_courses(request.person, today)
    context = {
        "tabs": tabs_at("inputs"),
        "strip": looked,
        "silent": (strip(request.person) if looked.year else looked).silent(today),
        "inputs": [(one, drawn.get(one.input.key)) for one in found],
        "without": sum(one.no_data for one in found),
        "stale": sum(one.stale for one in found),
        "since": since,
    }
    return render(request, "reviews/inputs.html", context)


def _year(text: str) -> int | None:
    """A year as the address has it; None where it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) else None


@require_safe
def input(request: PilotRequest, key: str) -> HttpResponse:
    """One of them with what was said of it, the latest first."""
    asked = asked_input(key)
    today = today_of(request)
    live = next(one for one in live_inputs(request.person, today, today - QUARTER) if one.input is asked)
    may_shape = request.person.may_everywhere(Right.PREPARE)
    said = Statement.objects.seen_by(request.person).filter(input=key).select_related("by", "unit").order_by("-id")
    context = {
        "live": live,
        "said": list(said[:LATEST]),
        "said_all": said.count(),
        "may_say": bool(_units(request, live.owner)),
        "may_name": may_shape,
        "may_tie": may_tie(request, live.owner),
        "crumbs": _crumbs(),
        "waits": waiting_of(request.person, key, today),
        "replies": replies_to(key),
        **large_course(request.person, live, today),
    }
    return render(request, "reviews/input.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: PilotRequest, key: str) -> HttpResponse:
    """Say what stands with an input."""
    asked = asked_input(key)
    units = _units(request, owner_of_input(key))
    if not units:
        raise Http404
    form = StatementForm(request.POST or None, units=[unit.pk for unit in units], initial={"unit": units[0].pk})
    if request.method == "POST" and form.is_valid():
        said = perform(form, lambda: state_input(act_of(request), key, **form.cleaned_data))
        if said is not None:
            messages.success(request, _("Said. It counts for %(days)d days.") % {"days": asked.every})
            return redirect("reviews:input", key=key)
    return input_form(request, form, asked, _("What is there to know?"), asked.brings, _("Say it"))


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: PilotRequest, key: str) -> HttpResponse:
    """Say who answers for an input."""
    asked = asked_input(key)
    if not request.person.may_everywhere(Right.PREPARE):
        raise Http404
    held, named = owner_of_input(key), InputOwner.objects.filter(input=key).first()
    form = InputOwnerForm(request.POST or None, initial={"owner": held.pk if held else None})
    if named is not None:
        as_filled(request, named, form)
    if (
        request.method == "POST"
        and form.is_valid()
        and perform(form, lambda: name_input_owner(act_of(request), key, **form.cleaned_data)) is not None
    ):
        return redirect("reviews:input", key=key)
    sub = _("Who sees to it that each meeting finds something to look at, and that it is fresh.")
    return input_form(request, form, asked, _("Who answers for it?"), sub, _("Save"), named.version if named else 0)


def asked_input(key: str) -> Input:
    """The input of this key; not found where there is none."""
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def may_tie(request: PilotRequest, owner: Person | None) -> bool:
    """Who answers for an input says which indicators tell about it; so does whoever names its owner."""
    return (owner is not None and owner.pk == request.person.pk) or request.person.may_everywhere(Right.PREPARE)


def _units(request: PilotRequest, owner: Person | None) -> list[Any]:
    """Units for which this person may say something: where they prepare reviews; of their own input where they look."""
    mine = owner is not None and owner.pk == request.person.pk
    return units_where(request.person, Right.READ if mine else Right.PREPARE)


def _crumbs() -> list[tuple[Any, str]]:
    return [*crumbs_to(), (_("Inputs"), reverse("reviews:inputs"))]


def crumbs_to_input(asked: Input) -> list[tuple[Any, str]]:
    """The way back to an input."""
    return [*_crumbs(), (asked.label, reverse("reviews:input", args=[asked.key]))]


def input_form(
    request: PilotRequest, form: Any, asked: Input, title: str, sub: Any, button: str, version: int | None = None
) -> HttpResponse:
    """A form about an input, with the way back to it."""
    context = {"form": form, "title": title, "sub": sub, "button_words": button, "crumbs": crumbs_to_input(asked)}
    context["back"] = reverse("reviews:input", args=[asked.key])
    context["version"] = version
    return render_form(request, "reviews/input_form.html", context, form)

"""Saved views: a list as one person likes to see it, kept for that person alone."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.records.operations import change_view, remove_view, save_view
from pilothouse.records.queries import all_views_of
from pilothouse.records.rules import tidy_query
from pilothouse.records.saved import SavedView
from pilothouse.web.records.forms import Versioned
from pilothouse.web.records.told import Told, list_at, told
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

both = require_http_methods(["GET", "HEAD", "POST"])


class ViewForm(forms.Form):
    """What a view is called, and whether the list opens with it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60, widget=forms.TextInput({"autocomplete": "off"}))
    preferred = forms.BooleanField(label=gettext_lazy("Open the list with this view"), required=False)


class NewViewForm(ViewForm):
    """The same, for the list and the words that it is saved from."""

    place = forms.CharField(widget=forms.HiddenInput, max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4_000)


class ChangeViewForm(ViewForm, Versioned):
    """The same, for a view as it stood when the form was filled."""


@both
def save(request: PilotRequest) -> HttpResponse:
    """Keep the list as it is filtered and sorted now; the page says what that is."""
    given = request.POST or request.GET
    form = NewViewForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    place = list_at(str(given.get("place", "")))
    if place is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        view = perform(form, lambda: save_view(act_of(request), **form.cleaned_data))
        if view is not None:
            messages.success(request, _("“%s” stands above the list now. Only you see it.") % view.name)
            return HttpResponseRedirect(f"{place.path}?{view.query}")
    query = tidy_query(str(given.get("query", "")))
    context = {
        "form": form, "title": _("Save this view"), "told": told(request, place, query),
        "back": f"{place.path}?{query}", "button": _("Save"),
    }  # fmt: skip
    return render_form(request, "records/view_form.html", context, form)


@dataclass(frozen=True)
class Line:
    """One saved view as a list of them shows it."""

    view: SavedView
    url: str
    told: Told


@require_safe
def mine(request: PilotRequest) -> HttpResponse:
    """Every view the person has saved, in words."""
    lines = [line for view in all_views_of(request.person) if (line := _line(request, view))]
    return render(request, "records/views.html", {"lines": lines})


def _line(request: PilotRequest, view: SavedView) -> Line | None:
    """None where the list is no more."""
    place = list_at(view.place)
    return Line(view, f"{place.path}?{view.query}", told(request, place, view.query)) if place else None


def _own(request: PilotRequest, key: int) -> SavedView:
    found = all_views_of(request.person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@both
def change(request: PilotRequest, key: int) -> HttpResponse:
    """Call a view something else, open the list with it, or remove it."""
    view = _own(request, key)
    line = _line(request, view)
    first = {"name": view.name, "preferred": view.preferred, "version": view.version}
    form = ChangeViewForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        view.version = values.pop("version")
        if perform(form, lambda: change_view(act_of(request), view, **values)) is not None:
            return HttpResponseRedirect(reverse("views"))
    context = {
        "form": form, "title": _("Change a view"), "view": view, "told": line.told if line else None,
        "back": reverse("views"), "button": _("Save"),
    }  # fmt: skip
    return render_form(request, "records/view_form.html", context, form)


@require_POST
def remove(request: PilotRequest, key: int) -> HttpResponse:
    """Forget a view."""
    view = _own(request, key)
    remove_view(act_of(request), view)
    messages.success(request, _("“%s” is removed.") % view.name)
    return HttpResponseRedirect(reverse("views"))

"""Saved views: a list as one person likes to see it, kept for that person alone."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pilothouse.records.operations import change_view, remove_view, save_view
from pilothouse.records.queries import all_views_of, views_of
from pilothouse.records.rules import tidy_query
from pilothouse.records.saved import SavedView
from pilothouse.web.kit.components.drawing import escaped
from pilothouse.web.records.forms import Versioned
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

both = require_http_methods(["GET", "HEAD", "POST"])
USUAL = "?view=usual"  # the list without the view it opens with


class Shelf:
    """The views of one list that stand above it, and the way to save another."""

    def __init__(self, request: PilotRequest) -> None:
        self.path = request.path
        self.place = request.resolver_match.view_name if request.resolver_match else ""
        self.asked = bool(request.GET)
        self.query = tidy_query(request.GET.urlencode())
        self.views = views_of(request.person, self.place)

    @property
    def opening(self) -> str:
        """Where to go from the bare address: to the view that the person wants first, if there is one."""
        return next((f"{self.path}?{view.query}" for view in self.views if view.preferred and not self.asked), "")

    @property
    def usual(self) -> str:
        """The address of the list as everybody has it."""
        return USUAL if any(view.preferred for view in self.views) else "?"

    @cached_property
    def drawn(self) -> SafeString:
        """Links above the list; nothing where there is nothing to choose or to keep."""
        links = [self._link(f"?{view.query}", view.name, view.query == self.query) for view in self.views]
        if links:
            links.insert(0, self._link(self.usual, _("Usual"), not self.query))
            links.append(_aside(reverse("views"), _("My views")))
        if self.query and not any(view.query == self.query for view in self.views):
            to = urlencode({"place": self.place, "query": self.query})
            links.append(_aside(f"{reverse('save_view')}?{to}", _("Save this view")))
        return SafeString(
            f'<nav class="views" aria-label="{escaped(_("Views"))}">{"".join(links)}</nav>' if links else ""
        )

    def _link(self, url: str, name: str, current: bool) -> str:
        mark = ' aria-current="page"' if current else ""
        return f'<a href="{escaped(url)}"{mark}>{escaped(name)}</a>'


def _aside(url: str, words: str) -> str:
    return f'<a class="quiet" href="{escaped(url)}" hx-boost="false">{escaped(words)}</a>'


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


def address_of(place: str) -> str:
    """The address of the list of this name; Http404 where there is none."""
    try:
        return reverse(place)
    except NoReverseMatch:
        raise Http404(place) from None


@both
def save(request: PilotRequest) -> HttpResponse:
    """Keep the list as it is filtered and sorted now."""
    form = NewViewForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    back = address_of(str((request.POST or request.GET).get("place", "")))
    if request.method == "POST" and form.is_valid():
        view = perform(form, lambda: save_view(act_of(request), **form.cleaned_data))
        if view is not None:
            messages.success(request, _("“%s” stands above the list now. Only you see it.") % view.name)
            return HttpResponseRedirect(f"{back}?{view.query}")
    context = {"form": form, "title": _("Save this view"), "back": back, "button": _("Save")}
    return render(request, "records/view_form.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Line:
    """One saved view as a list of them shows it."""

    view: SavedView
    path: str

    @property
    def url(self) -> str:
        """Where it leads."""
        return f"{self.path}?{self.view.query}"


@require_safe
def mine(request: PilotRequest) -> HttpResponse:
    """Every view the person has saved."""
    lines = [Line(view, path) for view in all_views_of(request.person) if (path := _path(view.place))]
    return render(request, "records/views.html", {"lines": lines})


def _path(place: str) -> str:
    try:
        return reverse(place)
    except NoReverseMatch:  # a list that is no more
        return ""


def _own(request: PilotRequest, key: int) -> SavedView:
    found = all_views_of(request.person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@both
def change(request: PilotRequest, key: int) -> HttpResponse:
    """Call a view something else, open the list with it, or remove it."""
    view = _own(request, key)
    first = {"name": view.name, "preferred": view.preferred, "version": view.version}
    form = ChangeViewForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        view.version = values.pop("version")
        if perform(form, lambda: change_view(act_of(request), view, **values)) is not None:
            return HttpResponseRedirect(reverse("views"))
    context = {"form": form, "title": _("Change a view"), "view": view, "back": reverse("views"), "button": _("Save")}
    return render(request, "records/view_form.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: PilotRequest, key: int) -> HttpResponse:
    """Forget a view."""
    view = _own(request, key)
    remove_view(act_of(request), view)
    messages.success(request, _("“%s” is removed.") % view.name)
    return HttpResponseRedirect(reverse("views"))

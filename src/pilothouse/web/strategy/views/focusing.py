"""Focus: live priorities of each owner and unit against the stated limit, and the way to state another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from pilothouse.bridge.graph.focus import Bearer, Focus, focus
from pilothouse.organisation.operations import limit_focus
from pilothouse.organisation.operations.focusing import MOST
from pilothouse.organisation.roles import Right
from pilothouse.trail.queries import history_of
from pilothouse.web.kit.pages import Column
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform
from pilothouse.web.strategy.views.reading import tabs_at

HERE = "/direction/focus/"
_COUNTS = (
    Column("objectives", gettext_lazy("Objectives"), numeric=True),
    Column("initiatives", gettext_lazy("Initiatives"), numeric=True),
    Column("actions", gettext_lazy("Other actions"), numeric=True),
    Column("decisions", gettext_lazy("Decisions to carry out"), numeric=True),
    Column("issues", gettext_lazy("Issues"), numeric=True),
    Column("together", gettext_lazy("Together"), numeric=True),
    Column("above", gettext_lazy("Against the limit")),
)
EXPORTED = (
    (gettext_lazy("Of"), lambda line: line.sort),
    (gettext_lazy("Name"), lambda line: line.name),
    (gettext_lazy("Objectives"), lambda line: line.bearer.load.objectives),
    (gettext_lazy("Initiatives"), lambda line: line.bearer.load.initiatives),
    (gettext_lazy("Other actions"), lambda line: line.bearer.load.actions),
    (gettext_lazy("Decisions to carry out"), lambda line: line.bearer.load.decisions),
    (gettext_lazy("Issues"), lambda line: line.bearer.load.issues),
    (gettext_lazy("Together"), lambda line: line.bearer.load.together),
    (gettext_lazy("Limit"), lambda line: line.limit),
)


class FocusForm(forms.Form):
    """The limits, and why."""

    owner = forms.IntegerField(
        label=gettext_lazy("For one owner"), min_value=1, max_value=MOST, widget=forms.NumberInput({"size": 4})
    )
    unit = forms.IntegerField(
        label=gettext_lazy("For one unit"), min_value=1, max_value=MOST, widget=forms.NumberInput({"size": 4}),
        help_text=gettext_lazy("Its own, without those of the units below it."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Why these limits"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class BearerLine:
    """One owner or unit as a row, with the limit that holds for it."""

    sort: str
    bearer: Bearer
    limit: int | None

    @property
    def name(self) -> str:
        """Who it is; nobody is said aloud."""
        return self.bearer.name or _("nobody")

    @property
    def above(self) -> int:
        """By how many it exceeds the limit."""
        return self.bearer.load.above(self.limit)

    @property
    def url(self) -> str:
        """The list of what is theirs."""
        return f"/records/?state=live&owner={self.bearer.key or 'nobody'}"


@require_http_methods(["GET", "HEAD", "POST"])
def focus_page(request: PilotRequest) -> HttpResponseBase:
    """Who has how much open at once."""
    may_state = request.person.may_everywhere(Right.DECIDE)
    if request.method == "POST" and not may_state:
        raise Http404
    stated: dict[str, int] = request.organisation.focus or {}
    form = FocusForm(request.POST or None, initial={**stated, "version": request.organisation.version})
    if form.is_valid() and perform(form, lambda: _state(request, form)) is not None:
        messages.success(request, _("Stated. Where somebody is above it shows at once."))
        return redirect(HERE)
    found = focus(request.person)
    owners = [BearerLine(_("owner"), bearer, stated.get("owner")) for bearer in found.owners]
    units = [BearerLine(_("unit"), bearer, stated.get("unit")) for bearer in found.units]
    if file := as_file(request, "focus", EXPORTED, chain(owners, units)):
        return file
    context = {
        "tabs": tabs_at("focus"),
        "found": found,
        "owners": owners,
        "units": units,
        "owner_columns": (Column("name", _("Owner")), *_COUNTS),
        "unit_columns": (Column("name", _("Unit")), *_COUNTS),
        "sentence": _sentence(found, owners, units),
        "stated": stated,
        "why": _why(request) if stated else "",
        "form": form if may_state else None,
    }
    return render(request, "strategy/focus.html", context, status=422 if form.is_bound else 200)


def _state(request: PilotRequest, form: FocusForm) -> object:
    values: dict[str, Any] = dict(form.cleaned_data)
    values.pop("version")
    as_filled(request, request.organisation)
    return limit_focus(act_of(request, why=values.pop("why")), request.organisation, **values)


def _why(request: PilotRequest) -> str:
    lines = history_of(request.organisation)
    return next((line.why for line in lines if line.name == "focus.limited"), "")


def _sentence(found: Focus, owners: Sequence[BearerLine], units: Sequence[BearerLine]) -> str:
    """How much is open, and who is above the limit."""
    if not found.together:
        return ""
    live = ngettext("%d live priority", "%d live priorities", found.together) % found.together
    people = sum(line.bearer.key is not None for line in owners)
    told = _("%(live)s of %(people)s") % {
        "live": live,
        "people": ngettext("%d owner", "%d owners", people) % people,
    }
    if owners[0].limit is None:
        return _("%s. No limit is stated.") % told
    above = [sum(line.above > 0 and line.bearer.key is not None for line in lines) for lines in (owners, units)]
    if not any(above):
        return _("%s; nobody is above the stated limit.") % told
    counts = (
        ngettext("%d owner", "%d owners", above[0]) % above[0],
        ngettext("%d unit", "%d units", above[1]) % above[1],
    )
    return _("%(told)s; above the stated limit: %(owners)s, %(units)s.") % {
        "told": told, "owners": counts[0], "units": counts[1],
    }  # fmt: skip

"""The escalation contract: what waits how long before it climbs, what that means, and the change with a reason."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pilothouse.bridge.waiting import Reach, reach_of
from pilothouse.organisation.operations import set_time_limits
from pilothouse.organisation.operations.waiting import LONGEST
from pilothouse.organisation.queries import people
from pilothouse.organisation.roles import Right
from pilothouse.records.climbing import all_waits, usual_limits
from pilothouse.trail.queries import history_of
from pilothouse.web.kit.pages import Column
from pilothouse.web.organisation.views.reading import tabs, today_of
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

COLUMNS = (
    Column("what", gettext_lazy("What waits")),
    Column("days", gettext_lazy("Time limit")),
    Column("then", gettext_lazy("What that means today")),
)
EXPORTED = (
    (gettext_lazy("What waits"), lambda line: line[0]),
    (gettext_lazy("Time limit, days"), lambda line: line[1]),
    (gettext_lazy("What that means today"), lambda line: line[2]),
)


class LimitsForm(forms.Form):
    """Days for everything that waits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wait in all_waits():
            self.fields[wait.name] = forms.IntegerField(
                label=capfirst(str(wait.label)), min_value=1, max_value=LONGEST, widget=self.widget()
            )

    def widget(self) -> forms.Widget:
        return forms.NumberInput({"size": 4})


class SetForm(LimitsForm):
    """The same as they were tried, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=gettext_lazy("Why these limits"), max_length=300)

    def widget(self) -> forms.Widget:
        return forms.HiddenInput()


@dataclass(frozen=True)
class Earlier:
    """An earlier change of the limits: who, when, why, and what became different."""

    by: Any
    at: Any
    why: str


@require_http_methods(["GET", "HEAD", "POST"])
def escalation(request: PilotRequest) -> HttpResponseBase:
    """The limits in force; with numbers in the address also others, tried on what waits, and the way to set them."""
    may_set = request.person.may_everywhere(Right.ADMINISTER)
    if request.method == "POST" and not may_set:
        raise Http404
    form = SetForm(request.POST or None)
    if form.is_valid() and perform(form, lambda: _set(request, form)) is not None:
        messages.success(request, _("Set. Where everything stands follows at once."))
        return redirect("/organisation/escalation/")
    now = {**usual_limits(), **(request.organisation.limits or {})}
    asked = request.GET if request.GET.keys() - {"format"} else None
    tried = LimitsForm(request.POST if form.is_bound else asked, initial=now)
    lines = _lines(request, now)
    if file := as_file(request, "time-limits", EXPORTED, lines):
        return file
    context = {
        "tabs": tabs("escalation", request.person),
        "columns": COLUMNS,
        "lines": lines,
        "may_set": may_set,
        "try": tried,
        "earlier": _earlier(request),
    }
    if may_set and tried.is_bound and tried.is_valid():
        then = tried.cleaned_data
        lines = _lines(request, then)
        first = {**then, "version": request.organisation.version}
        context |= {"tried": lines, "changes": then != now, "set": form if form.is_bound else SetForm(initial=first)}
    status = 422 if form.is_bound or (tried.is_bound and tried.errors) else 200
    return render(request, "organisation/escalation.html", context, status=status)


def _set(request: PilotRequest, form: SetForm) -> object:
    values = dict(form.cleaned_data)
    values.pop("version")
    as_filled(request, request.organisation)
    return set_time_limits(act_of(request, why=values.pop("why")), request.organisation, limits=values)


def _lines(request: PilotRequest, limits: dict[str, int]) -> list[tuple[str, int, str]]:
    found = reach_of(request.person, limits, today_of(request))
    return [(capfirst(str(reach.wait.label)), limits[reach.wait.name], _consequence(reach)) for reach in found]


def _consequence(reach: Reach) -> str:
    if not reach.overdue:
        return _("None is past its day.")
    if reach.overdue == 1:
        return _("The one past its day has climbed.") if reach.climbed else _("The one past its day has not climbed.")
    counts = {"climbed": reach.climbed, "overdue": reach.overdue}
    return _("%(climbed)d of today's %(overdue)d past their day have climbed.") % counts


def _earlier(request: PilotRequest) -> list[Earlier]:
    lines = [line for line in history_of(request.organisation) if line.name == "time_limits.set"]
    names = people(working=False).in_bulk({line.by for line in lines})
    return [Earlier(names.get(line.by), line.at, line.why) for line in lines]

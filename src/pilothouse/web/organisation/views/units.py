"""The tree of units, and the organisation as a whole."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.models import Assignment, Unit, units_in_sight
from pilothouse.organisation.operations import add_unit, change_organisation, change_unit, close_unit
from pilothouse.organisation.queries import people
from pilothouse.organisation.roles import Right, Role
from pilothouse.web.kit.pages import Column
from pilothouse.web.organisation.forms import EditOrganisationForm, EditUnitForm, OnForm, UnitForm
from pilothouse.web.organisation.views.reading import form_page, looks_after, own_unit, tabs, today_of
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

COLUMNS = (
    Column("unit", gettext_lazy("Unit")),
    Column("code", gettext_lazy("Code")),
    Column("people", gettext_lazy("People"), numeric=True),
    Column("roles", gettext_lazy("Who leads and owns")),
    Column("do", gettext_lazy("What to do"), hidden_label=True),
)
EXPORTED = (
    (gettext_lazy("Unit"), lambda line: line["unit"].name),
    (gettext_lazy("Code"), lambda line: line["unit"].code),
    (gettext_lazy("Below"), lambda line: line["above"]),
    (gettext_lazy("People"), lambda line: line["people"]),
    (gettext_lazy("Who leads and owns"), lambda line: ", ".join(
        f"{held.person.name} ({held.get_role_display()})" for held in line["held"])),
    (gettext_lazy("Closed on"), lambda line: line["unit"].closed_on),
)  # fmt: skip
LEADING = (Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER, Role.PROCESS_OWNER)


@require_safe
def home(request: PilotRequest) -> HttpResponseBase:
    """Units as a tree, with who leads them."""
    lines = _lines(request, units_in_sight(request.person))
    if file := as_file(request, "units", EXPORTED, lines):
        return file
    context = {
        "organisation": request.organisation,
        "lines": lines,
        "columns": COLUMNS,
        "tabs": tabs("units", request.person),
        "may_change": request.person.may(Right.ADMINISTER, _root().path),
    }
    return render(request, "organisation/units.html", context)


def _root() -> Unit:
    root: Unit = Unit.objects.get(parent=None)
    return root


def _lines(request: PilotRequest, units: list[Unit]) -> list[dict[str, Any]]:
    codes = {unit.pk: unit.code for unit in units}
    keys = list(codes)
    counts = Counter(people().filter(unit__in=keys).values_list("unit_id", flat=True))
    held: dict[int, list[Assignment]] = {}
    holders = Assignment.objects.filter(unit__in=keys, role__in=LEADING, person__left_on=None).select_related("person")
    for assignment in sorted(holders, key=lambda one: (LEADING.index(Role(one.role)), one.person.name)):
        held.setdefault(assignment.unit_id, []).append(assignment)
    return [
        {
            "unit": unit,
            "above": codes.get(unit.parent_id or 0, ""),
            "branch": min(unit.depth, 3),
            "people": counts[unit.pk],
            "held": held.get(unit.pk, []),
            "own": looks_after(request.person, unit) and not unit.closed_on,
            "closable": unit.parent_id is not None,
        }
        for unit in units
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def change_whole(request: PilotRequest) -> HttpResponse:
    """Rename the organisation, or move its clock."""
    organisation = request.organisation
    if not request.person.may(Right.ADMINISTER, _root().path):
        raise Http404
    form = EditOrganisationForm(request.POST or None, initial=EditOrganisationForm.of(organisation))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, organisation, form)
        del values["version"]
        if perform(form, lambda: change_organisation(act_of(request), organisation, **values)) is not None:
            return redirect("/organisation/")
    return form_page(request, form, title=_("Change the organisation"))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PilotRequest, key: int) -> HttpResponse:
    """Add a unit below another."""
    unit = own_unit(request, key)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        if perform(form, lambda: add_unit(act_of(request), unit=unit, **words)) is not None:
            return redirect("/organisation/")
    return form_page(request, form, title=_("Add a unit below %s") % unit.name, button=_("Add it"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, key: int) -> HttpResponse:
    """Rename a unit."""
    unit = own_unit(request, key)
    form = EditUnitForm(request.POST or None, initial={"name": unit.name, "code": unit.code, "version": unit.version})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, unit, form)
        del values["version"]
        if perform(form, lambda: change_unit(act_of(request), unit, **values)) is not None:
            return redirect("/organisation/")
    return form_page(request, form, title=_("Change %s") % unit.name)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PilotRequest, key: int) -> HttpResponse:
    """Close a unit."""
    unit = own_unit(request, key)
    form = OnForm(request.POST or None, initial={"on": today_of(request), "version": unit.version})
    if request.method == "POST" and form.is_valid():
        as_filled(request, unit, form)
        if perform(form, lambda: close_unit(act_of(request), unit, on=form.cleaned_data["on"])) is not None:
            return redirect("/organisation/")
    words = _("Nothing new begins in it; what it holds stays readable.")
    return form_page(request, form, title=_("Close %s") % unit.name, sub=words, button=_("Close it"))

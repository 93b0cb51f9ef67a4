"""People: who they are, what they may do, and how they come, change, move and leave."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.organisation.models import Person, units_seen_by
from pilothouse.organisation.operations import add_person, change_person, move_person, note_leaving
from pilothouse.organisation.queries import holds_somewhere, people
from pilothouse.organisation.roles import RIGHTS, Right, Role
from pilothouse.records.models import Record
from pilothouse.web.kit.pages import Column, paginate, sorting
from pilothouse.web.organisation.forms import EditPersonForm, MoveForm, NewPersonForm, OnForm, RoleForm
from pilothouse.web.organisation.views.reading import (
    crumbs_to,
    form_page,
    looks_after,
    own_person,
    page_of,
    person_seen,
    tabs,
    today_of,
)
from pilothouse.web.records.bulk import MOST, with_picks
from pilothouse.web.records.export import as_file
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform

COLUMNS = (
    Column("name", gettext_lazy("Name"), order_by=(Lower("name"), "id")),
    Column("unit", gettext_lazy("Unit"), order_by=("unit__path", Lower("name"), "id")),
    Column("roles", gettext_lazy("Roles")),
    Column("access", gettext_lazy("Signs in"), order_by=("-may_sign_in", Lower("name"), "id")),
)
EXPORTED = (
    (gettext_lazy("Name"), lambda one: one.name),
    (gettext_lazy("Unit"), lambda one: one.unit.code),
    (gettext_lazy("Roles"), lambda one: ", ".join(f"{held.get_role_display()} {held.unit.code}"
                                                  for held in one.assignments.all())),
    (gettext_lazy("Signs in"), lambda one: _("yes") if one.may_sign_in else _("no")),
    (gettext_lazy("Left on"), lambda one: one.left_on),
)  # fmt: skip


@require_safe
def home(request: PilotRequest) -> HttpResponseBase:
    """Everybody the person may know of."""
    text, left = request.GET.get("q", "").strip()[:100], request.GET.get("left") == "1"
    found = people(working=not left).filter(unit__in=units_seen_by(request.person))
    if left:
        found = found.exclude(left_on=None)
    if text:
        found = found.filter(name__icontains=text)
    found = found.prefetch_related("assignments__unit")
    order = sorting(request, COLUMNS, "unit")
    found = found.order_by(*order.order_by)
    if file := as_file(request, "people", EXPORTED, found.iterator(chunk_size=500)):
        return file
    context = {
        "page": paginate(found, request),
        "text": text,
        "left": left,
        "columns": COLUMNS,
        "tabs": tabs("people", request.person),
        "may_add": holds_somewhere(request.person, Right.ADMINISTER),
    }
    return render(request, "organisation/people.html", context)


@require_safe
def person(request: PilotRequest, key: int) -> HttpResponse:
    """One person: where they belong, their roles, their access, their open work."""
    found = person_seen(request, key)
    own = looks_after(request.person, found.unit)
    held = found.assignments.select_related("unit").order_by("unit__path", "role")
    live = Record.objects.seen_by(request.person).live().filter(owner=found)
    left_behind = list(live.with_people().order_by("due", "id")[:MOST]) if found.left_on else []
    codes = [record.code for record in left_behind]
    context = {
        "who": found,
        "held": [{"one": one, "own": own and looks_after(request.person, one.unit)} for one in held],
        "own": own,
        "itself": found.pk == request.person.pk,
        "form": RoleForm(person=request.person) if own and not found.left_on else None,
        "live": live.count(),
        "left_behind": left_behind,
        "hand_over": with_picks(f"/records/hand-over/?{urlencode({'back': page_of(found)})}", codes),
        "crumbs": [*crumbs_to(), (_("People"), "/organisation/people/")],
    }
    return render(request, "organisation/person.html", context)


@require_safe
def rights(request: PilotRequest) -> HttpResponse:
    """What each role may do, as the product itself reads it."""
    rows = [{"right": right, "marks": [right in RIGHTS[role] for role in Role]} for right in Right]
    columns = [Column("right", _("May")), *(Column(role.value, role.label) for role in Role)]
    return render(
        request, "organisation/rights.html", {"rows": rows, "columns": columns, "tabs": tabs("rights", request.person)}
    )


@require_safe
def me(request: PilotRequest) -> HttpResponse:
    """My account: who I am here, what I may do, and the ways to password and sessions."""
    held = list(request.person.assignments.select_related("unit").order_by("unit__path", "role"))
    lines = [
        {"one": one, "rights": [right.label for right in Right if right in RIGHTS[Role(one.role)]]} for one in held
    ]
    return render(request, "organisation/me.html", {"who": request.person, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PilotRequest) -> HttpResponse:
    """Add a person with a first role."""
    if not holds_somewhere(request.person, Right.ADMINISTER):
        raise Http404
    form = NewPersonForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["role"] = Role(values["role"])
        made = perform(form, lambda: add_person(act_of(request), **values))
        if made is not None:
            messages.success(request, _("%s belongs to it. Give access so that they can sign in.") % made.name)
            return redirect(page_of(made))
    words = _("To own work nobody needs to sign in; access is given afterwards.")
    return form_page(request, form, title=_("Add a person"), sub=words, back="/organisation/people/", button=_("Add"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, key: int) -> HttpResponse:
    """Correct name or address."""
    found = own_person(request, key)
    form = EditPersonForm(request.POST or None, initial=_first(found, "name", "email"))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, found, form)
        del values["version"]
        if perform(form, lambda: change_person(act_of(request), found, **values)) is not None:
            return redirect(page_of(found))
    return form_page(request, form, title=_("Change %s") % found.name, person=found)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PilotRequest, key: int) -> HttpResponse:
    """Let a person belong to another unit."""
    found = own_person(request, key)
    form = MoveForm(request.POST or None, person=request.person, initial=_first(found, "unit"))
    if request.method == "POST" and form.is_valid():
        as_filled(request, found, form)
        if perform(form, lambda: move_person(act_of(request), found, unit=form.cleaned_data["unit"])) is not None:
            return redirect(page_of(found))
    words = _("Roles stay where they are held; look at them afterwards.")
    return form_page(request, form, title=_("Move %s") % found.name, sub=words, person=found, button=_("Move"))


@require_http_methods(["GET", "HEAD", "POST"])
def left(request: PilotRequest, key: int) -> HttpResponse:
    """Note that a person has left."""
    found = own_person(request, key)
    form = OnForm(request.POST or None, initial={"on": today_of(request), **_first(found)})
    if request.method == "POST" and form.is_valid():
        as_filled(request, found, form)
        if perform(form, lambda: note_leaving(act_of(request), found, on=form.cleaned_data["on"])) is not None:
            messages.success(request, _("Noted. Access and roles have ended; give the open work to somebody else."))
            return redirect(page_of(found))
    words = _("Access and roles end. What they did stays theirs; their open work needs another owner.")
    return form_page(request, form, title=_("%s has left") % found.name, sub=words, person=found, button=_("Note it"))


def _first(person: Person, *names: str) -> dict[str, object]:
    return {name: getattr(person, name) for name in (*names, "version")}

"""The first start in three steps: organisation and first leader, units, first process and indicator."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from pilothouse.measures.models import Series
from pilothouse.measures.operations import define_indicator, open_series
from pilothouse.organisation.models import Organisation, Unit
from pilothouse.organisation.operations import Founding, Nobody, found_organisation, lay_out_units
from pilothouse.organisation.queries import holds_somewhere, the_organisation
from pilothouse.organisation.roles import Right
from pilothouse.processes.operations import define_process
from pilothouse.trail.act import Act
from pilothouse.web.organisation.forms import FirstForm, FoundingForm, UnitRowsForm
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form

BACKEND = "pilothouse.web.shell.accounts.Entrance"


@login_not_required
@sensitive_post_parameters("password", "again")
@sensitive_variables("values", "form")
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: PilotRequest) -> HttpResponse:
    """Step 1, for nobody yet known: found the organisation and sign its first leader in. Only once, ever."""
    if the_organisation() is not None:
        return HttpResponseRedirect("/")
    form = FoundingForm(request.POST or None, initial={"zone": "UTC"})
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        act = Act(by=Nobody(), at=request.now, door="web", once=request.POST.get("once", "")[:64])
        founding = perform(form, lambda: found_organisation(act, **values))
        if founding is not None:
            _sign_in(request, founding)
            return redirect("/start/units/")
    return _step(request, 1, form, "organisation/start_found.html")


def _sign_in(request: HttpRequest, founding: Founding) -> None:
    login(request, founding.leader.account, backend=BACKEND)


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: PilotRequest) -> HttpResponse:
    """Step 2: the units below the whole."""
    root = _root_looked_after(request)
    form = UnitRowsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rows = form.units()
        if not rows or perform(form, lambda: lay_out_units(act_of(request), unit=root, units=rows)) is not None:
            return redirect("/start/first/")
    known = Unit.objects.exclude(pk=root.pk)
    return _step(request, 2, form, "organisation/start_units.html", known=known)


def _root_looked_after(request: PilotRequest) -> Unit:
    root: Unit = Unit.objects.get(parent=None)
    if not request.person.may(Right.ADMINISTER, root.path):
        raise Http404
    return root


@require_http_methods(["GET", "HEAD", "POST"])
def first(request: PilotRequest) -> HttpResponse:
    """Step 3: a process and the number that tells about it, ready for its values."""
    if not holds_somewhere(request.person, Right.DEFINE):
        raise Http404
    root = _root_looked_after(request)
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        series = perform(form, lambda: _begin(act_of(request), root, form))
        if series is not None:
            messages.success(request, _("The first number is watched from now on. Enter its values, or paste them."))
            return redirect(f"/series/{series.pk}/")
    return _step(request, 3, form, "organisation/start_first.html")


def _begin(act: Act, unit: Unit, form: FirstForm) -> Series:
    """Process, indicator and series in one act; all or nothing."""
    given = form.cleaned_data
    # The form's token is used by the first of the three operations; the other two belong to the same act.
    then = replace(act, once="")
    with transaction.atomic():
        owner: Any = act.by
        process = define_process(act, unit=unit, owner=owner, title=given["process"], purpose=given["purpose"])
        words = {
            name: given[name] for name in ("definition", "unit_of_measure", "value_kind", "direction", "frequency")
        }
        indicator = define_indicator(
            then, unit=unit, owner=owner, title=given["indicator"], process=process, scale=form.scale, **words
        )
        return open_series(then, indicator, unit=unit)


def _step(request: HttpRequest, number: int, form: Any, template: str, **more: Any) -> HttpResponse:
    names = [_("Organisation"), _("Units"), _("First process")]
    steps = [{"number": place, "name": name, "now": place == number} for place, name in enumerate(names, 1)]
    context = {"form": form, "steps": steps, "founded": Organisation.objects.exists(), **more}
    return render_form(request, template, context, form)

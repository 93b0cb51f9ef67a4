"""What ties an objective to numbers and work: its targets, its indicators, its initiatives."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.models import Purpose
from pilothouse.improvement.operations import plan_action
from pilothouse.measures.models import Indicator, Series
from pilothouse.measures.operations import change_indicator, set_target
from pilothouse.measures.queries import indicators_seen_by, running_series
from pilothouse.organisation.queries import units_where
from pilothouse.organisation.roles import Right
from pilothouse.strategy.models import Objective
from pilothouse.trail.act import Act
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform
from pilothouse.web.strategy.forms import InitiativeForm, MeasureForm, TargetForm
from pilothouse.web.strategy.views.objectives import may_improve
from pilothouse.web.strategy.views.reading import form_page, objective_seen, own_objective, today_of

DEFINITION = ("title", "definition", "unit_of_measure", "value_kind", "direction", "frequency", "process", "scale",
              "decimals", "season")  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: PilotRequest, code: str) -> HttpResponse:
    """Say which value of a series is wanted by when, for this objective."""
    objective = own_objective(request, code)
    person = request.person
    units = [unit.pk for unit in units_where(person, Right.DEFINE)]
    series = running_series(person, today_of(request)).filter(Q(unit__in=units) | Q(indicator__owner=person))
    form = TargetForm(request.POST or None, series=series, due=objective.due)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        act, values = act_of(request), {"value": wanted["value"], "by": wanted["by"]}
        if perform(form, lambda: set_target(act, wanted["series"], objective=objective, **values)) is not None:
            messages.success(request, _("The target stands; its chance is judged from the series itself."))
            return redirect(page_of(objective))
    words = _("A target is a wish, never a limit: the chart goes on judging by routine variation.")
    return form_page(request, form, title=_("Set a target"), sub=words, about=objective, button=_("Set it"))


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: PilotRequest, code: str) -> HttpResponse:
    """Say which indicator tells about this objective."""
    objective = own_objective(request, code)
    person = request.person
    units = [unit.pk for unit in units_where(person, Right.DEFINE)]
    indicators = indicators_seen_by(person).live().filter(Q(unit__in=units) | Q(owner=person))  # type: ignore[attr-defined]
    form = MeasureForm(request.POST or None, indicators=indicators.exclude(servings__objective=objective))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["indicator"]
        if perform(form, lambda: _tie(act_of(request), chosen, objective)) is not None:
            return redirect(page_of(objective))
    words = _("An objective that no number tells about is a wish.")
    return form_page(request, form, title=_("Link an indicator"), sub=words, about=objective, button=_("Link it"))


def _tie(act: Act, indicator: Indicator, objective: Objective) -> Indicator:
    """Its definition as it stands, with one more objective it tells about."""
    served = [serving.objective for serving in indicator.servings.select_related("objective")]
    definition = {name: getattr(indicator, name) for name in DEFINITION}
    return change_indicator(act, indicator, objectives=[*served, objective], **definition)


@require_http_methods(["GET", "HEAD", "POST"])
def initiative(request: PilotRequest, code: str) -> HttpResponse:
    """Plan an action that is to bring the objective nearer."""
    objective = objective_seen(request, code)
    if objective.ended or not may_improve(request, objective):
        raise Http404
    about = Q(indicator__servings__objective=objective) | Q(targets__objective=objective, targets__ended_at=None)
    keys = Series.objects.filter(about).values("pk")
    series = running_series(request.person, today_of(request)).filter(pk__in=keys)
    form = InitiativeForm(request.POST or None, series=series, initial={"owner": objective.owner_id})
    if request.method == "POST" and form.is_valid():
        values = {"origin": objective, "purpose": Purpose.INITIATIVE, "unit": objective.unit, **form.cleaned_data}
        planned = perform(form, lambda: plan_action(act_of(request), **values))
        if planned is not None:
            messages.success(request, _("%s is planned.") % planned.code)
            return redirect(onward(request, page_of(objective)))
    words = _("Work that serves this objective: one owner, one date, and if possible the number it is to move.")
    return form_page(request, form, title=_("Plan an initiative"), sub=words, about=objective, button=_("Plan it"))

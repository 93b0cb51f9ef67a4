"""One objective: its page with the line of sight; set, changed, ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pilothouse.bridge.causes import causes_of
from pilothouse.bridge.sight import Sight, Step, sight_of
from pilothouse.organisation.models import Person
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.records.queries import find
from pilothouse.records.rules import parsed
from pilothouse.strategy.models import Objective, Theme
from pilothouse.strategy.operations import change_objective, end_objective, set_objective
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform
from pilothouse.web.strategy.forms import EditObjectiveForm, EndForm, NewObjectiveForm
from pilothouse.web.strategy.views.reading import (
    crumbs_to,
    form_page,
    may_answer,
    may_shape,
    own_objective,
    today_of,
)
from pilothouse.web.strategy.words import AimLine, aim_line, now_in_words, wanted_of

DEEPEST = 9


def _line(person: Person, sight: Sight) -> AimLine | None:
    """The objective itself: what it rests on and no longer holds is told apart from what else explains its danger."""
    if sight.aim is None:
        return None
    causes = causes_of(person, [sight.aim])[sight.objective.pk]
    return aim_line(sight.aim, sight.around.ground.shaken, causes)


@require_safe
def page(request: PilotRequest, code: str) -> HttpResponse:
    """An objective and its line of sight, up to the policy and down to live work."""
    number = parsed(code)
    sight = sight_of(request.person, number[1], today_of(request)) if number else None
    if sight is None:
        raise Http404
    objective = sight.objective
    above = [step.record for step in sight.steps[: _place(sight.steps)] if isinstance(step.record, Objective | Theme)]
    context = {
        "objective": objective,
        "ground": sight.around.ground.records,
        "shaken": sight.around.ground.shaken,
        "line": _line(request.person, sight),
        "serves": next((one for one in reversed(above) if one.pk == objective.serves_id), None),
        "sight": [_shown(step) for step in sight.steps],
        "may_answer": may_answer(request.person, objective),
        "endangered": sight.around.staked,
        "may_raise": holds_somewhere(request.person, Right.IMPROVE),
        "may_shape": may_shape(request.person, objective),
        "may_improve": may_improve(request, objective),
        "crumbs": crumbs_to(*above),
    }
    return record_page(request, objective, "strategy/objective.html", context)


def _place(steps: list[Step]) -> int:
    return next(i for i, step in enumerate(steps) if step.current)


def may_improve(request: PilotRequest, objective: Objective) -> bool:
    """May the person plan an initiative for this objective?"""
    person = request.person
    return objective.owner_id == person.pk or person.may(Right.IMPROVE, objective.unit.path)


def _shown(step: Step) -> dict[str, Any]:
    """A step with its depth, and for a series its drawing and figures."""
    shown: dict[str, Any] = {"step": step, "depth": min(step.depth, DEEPEST)}
    if step.series is not None:
        shown |= {"spark": small_chart(step.series), "now": now_in_words(step.series), "wanted": wanted_of(step.target)}
    return shown


@require_http_methods(["GET", "HEAD", "POST"])
def set_new(request: PilotRequest) -> HttpResponse:
    """Set an objective; `?serves=OBJ-0001` and `?theme=THM-0001` fill in where it belongs."""
    if not holds_somewhere(request.person, Right.DEFINE):
        raise Http404
    first = {"owner": request.person.pk, **{name: _asked(request, name) for name in ("serves", "theme")}}
    form = NewObjectiveForm(request.POST or None, person=request.person, initial=first)
    if request.method == "POST" and form.is_valid():
        made = perform(form, lambda: set_objective(act_of(request), **form.cleaned_data))
        if made is not None:
            words = _("%s is set. Now say which number tells about it, and which value is wanted.")
            messages.success(request, words % made.code)
            return redirect(page_of(made))
    words = _("One result, one owner, one date. It gets its number and its target on its own page.")
    return form_page(request, form, title=_("Set an objective"), sub=words, button=_("Set it"))


def _asked(request: PilotRequest, name: str) -> int | None:
    found = find(request.person, request.GET.get(name, ""))
    return found.pk if found else None


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PilotRequest, code: str) -> HttpResponse:
    """Change an objective."""
    objective = own_objective(request, code)
    names = ("title", "owner", "due", "serves", "theme", "why", "version")
    first = {name: getattr(objective, name) for name in names}
    form = EditObjectiveForm(request.POST or None, person=request.person, apart_from=objective, initial=first)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, objective, form)
        del values["version"]
        reason = values.pop("reason")
        if perform(form, lambda: change_objective(act_of(request, why=reason), objective, **values)) is not None:
            return redirect(page_of(objective))
    return form_page(request, form, title=_("Change %s") % objective.code, about=objective)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PilotRequest, code: str) -> HttpResponse:
    """Say how an objective ended."""
    objective = own_objective(request, code)
    form = EndForm(request.POST or None, initial={"version": objective.version})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        as_filled(request, objective, form)
        del values["version"]
        act = act_of(request, why=values["reason"])
        if perform(form, lambda: end_objective(act, objective, **values)) is not None:
            return redirect(page_of(objective))
    title = _("How did %s end?") % objective.code
    return form_page(request, form, title=title, sub=objective.title, about=objective, button=_("End it"))

"""An objective that cannot be reached as things are: what shall be done about it?"""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.bridge.unmet import Unmet, unmet_targets
from pilothouse.measures.operations import accept_target
from pilothouse.organisation.queries import holds_somewhere
from pilothouse.organisation.roles import Right
from pilothouse.web.measures.drawings import small_chart
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import along, decide_address, onward
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform, render_form
from pilothouse.web.strategy.forms import BearForm
from pilothouse.web.strategy.views.objectives import may_improve
from pilothouse.web.strategy.views.reading import crumbs_to, may_answer, objective_seen, today_of
from pilothouse.web.strategy.words import chance_in_words, now_in_words, outlook_in_words, rounded, wanted_of

AGAIN = timedelta(days=91)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PilotRequest, code: str) -> HttpResponse:
    """Decide, plan, or bear it knowingly with a reason."""
    objective = objective_seen(request, code)
    if objective.ended or not may_answer(request.person, objective):
        raise Http404
    today = today_of(request)
    found = unmet_targets(request.person, objective, today)
    asking = [one.target for one in found if one.borne is None]
    again = min([today + AGAIN, *(target.by for target in asking)])
    form = BearForm(request.POST or None, targets=asking, initial={"until": again})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        target = given.pop("target")
        if perform(form, lambda: accept_target(act_of(request), target, **given)) is not None:
            messages.success(request, _("It is borne knowingly, and asked about again on that day."))
            return redirect(onward(request, page_of(objective)))
    context = {
        "objective": objective,
        "form": form,
        "lines": [_line(one) for one in found],
        "asking": asking,
        "may_decide": holds_somewhere(request.person, Right.DECIDE),
        "may_improve": may_improve(request, objective),
        "crumbs": crumbs_to(objective),
        "back": onward(request, page_of(objective)),
        "decide_url": decide_address(request, objective),
        "along": along(request),
    }
    return render_form(request, "strategy/unmet.html", context, form)


def _line(one: Unmet) -> dict[str, Any]:
    series = one.target.series
    return {
        "one": one,
        "series": series,
        "spark": small_chart(series),
        "now": now_in_words(series),
        "wanted": wanted_of(one.target),
        "chance": rounded(series.reading.chance),
        "capability": chance_in_words(series.reading, hidden=0),
        "outlook": outlook_in_words(series.reading, series.indicator),
    }

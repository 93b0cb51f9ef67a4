"""The page on which the numbers propose and a person confirms."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.operations import verify_effect
from pilothouse.improvement.queries import propose_verdict
from pilothouse.measures.traces import trace_in
from pilothouse.organisation.rights import sees
from pilothouse.web.improvement.acting import VerdictForm
from pilothouse.web.improvement.pictures import effect_chart
from pilothouse.web.improvement.reading import carried_out, effect_seen, may, must, sent, today_of
from pilothouse.web.improvement.words import MARKS, VERDICTS, comparison
from pilothouse.web.measures.levels import told_of_level
from pilothouse.web.records.detail import record_page
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of


@require_http_methods(["GET", "HEAD", "POST"])
def effect(request: PilotRequest, code: str) -> HttpResponse:
    """Before and after in a picture and in words, and the form in which a person confirms."""
    found = effect_seen(request, code)
    today = today_of(request)
    trace = trace_in(found, found.series)
    proposal = propose_verdict(found, today, trace)
    if request.method == "POST":
        must(request, "effect.verified", verification=found)
    form = VerdictForm(sent(request), record=found, proposal=proposal)
    as_filled(request, found, form)
    done = carried_out(request, form, lambda: verify_effect(act_of(request), found, **form.values()), page_of(found))
    if done:
        return done
    svg, columns, rows = effect_chart(found, proposal, trace, today)
    in_sight = sees(request.person, found.series)
    context = {
        "form": form,
        "in_sight": in_sight,
        "may_verify": in_sight and not found.ended and may(request, "effect.verified", verification=found),
        "proposal": proposal,
        "proposed_mark": MARKS[proposal.verdict],
        "proposed_word": VERDICTS[proposal.verdict],
        "told": [
            *comparison(found, proposal, today),
            *told_of_level(found.series, found.changed_on, found.points, trace, proposal.shift),
        ],
        "summary": _summary(found.series.place, proposal.shift.before_points, proposal.shift.after_points),
        "svg": svg,
        "columns": columns,
        "rows": rows,
        "confirmed_mark": MARKS.get(found.state, ""),
        "was_proposed": VERDICTS.get(found.proposed, ""),
    }
    response = record_page(request, found, "improvement/effect.html", context)
    response.status_code = 422 if form.errors else 200
    return response


def _summary(place: str, before: int, after: int) -> str:
    words = {"place": place, "before": before, "after": after}
    return _("%(place)s: %(before)d values before the change and %(after)d after it, each with its mean.") % words

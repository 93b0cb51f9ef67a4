"""Signs of early warning that a risk watches."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pilothouse.organisation.rights import sees
from pilothouse.risks.models import Tripwire
from pilothouse.risks.operations import remove_tripwire, set_tripwire
from pilothouse.web.improvement.reading import carried_out, must, sent
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.forms import WatchForm
from pilothouse.web.risks.reading import risk_seen, verb_page
from pilothouse.web.risks.words import asks_at_once
from pilothouse.web.shell.middleware import PilotRequest, act_of


@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: PilotRequest, code: str) -> HttpResponse:
    """Watch a series."""
    found = risk_seen(request, code)
    must(request, "tripwire.set", risk=found)
    form = WatchForm(sent(request), record=found, person=request.person)
    asked = found.state
    done = carried_out(request, form, lambda: set_tripwire(act_of(request), found, **form.values()), page_of(found))
    if found.state != asked:
        messages.warning(request, asks_at_once())
    lead = _("The owner is warned when it shows, and answers within a week: accept, act, or decline with a reason. A "
             "line that the latest value has crossed already warns at once.")  # fmt: skip
    return done or verb_page(request, found, form, title=_("Watch a sign"), label=_("Watch it"), lead=lead)


@require_POST
def remove(request: PilotRequest, code: str, key: int) -> HttpResponse:
    """Watch it no more."""
    found = risk_seen(request, code)
    must(request, "tripwire.removed", risk=found)
    wires = Tripwire.objects.filter(pk=key, record=found, ended_at=None).select_related("series__unit")
    wire = wires.first()
    if wire is None or not sees(request.person, wire.series):
        raise Http404
    remove_tripwire(act_of(request), found, wire=wire)
    messages.success(request, _("Watched no more. What it has told stays with the risk."))
    return redirect(page_of(found))

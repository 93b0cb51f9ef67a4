"""What an owner does with a risk: bear it, say no to a warning, close it, open it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.risks.operations import accept_risk, close_risk, decline_warning, reopen_risk
from pilothouse.web.improvement.reading import carried_out, must, sent, today_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.risks.forms import AcceptForm, AgainForm, WhyForm
from pilothouse.web.risks.reading import risk_seen, verb_page
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def accept(request: PilotRequest, code: str) -> HttpResponse:
    """Bear it until a day."""
    found = risk_seen(request, code)
    must(request, "risk.accepted", risk=found)
    form = AcceptForm(sent(request), record=found, today=today_of(request))
    as_filled(request, found, form)
    done = carried_out(request, form, lambda: accept_risk(act_of(request), found, **form.values()), page_of(found))
    lead = _("Who accepts, until when and why stands on the page of the risk. Beyond the appetite, by its rating or by "
             "what it alone may cost in a year, it is for top management.")  # fmt: skip
    return done or verb_page(request, found, form, title=_("Accept the risk"), label=_("Accept"), lead=lead)


@both
def decline(request: PilotRequest, code: str) -> HttpResponse:
    """A warning that says nothing new."""
    found = risk_seen(request, code)
    must(request, "risk.warning_declined", risk=found)
    form = WhyForm(sent(request), record=found)
    as_filled(request, found, form)
    done = carried_out(request, form, lambda: decline_warning(act_of(request), found, **form.values()), page_of(found))
    if done:
        messages.success(request, _("Declined. The risk stands as it stood before."))
    lead = _("The warning says nothing new about this risk. The reason stays with the warning.")
    return done or verb_page(request, found, form, title=_("Decline the warning"), label=_("Decline"), lead=lead)


@both
def close(request: PilotRequest, code: str) -> HttpResponse:
    """It cannot happen any more, or stands elsewhere."""
    found = risk_seen(request, code)
    must(request, "risk.closed", risk=found)
    form = WhyForm(sent(request), record=found)
    as_filled(request, found, form)
    done = carried_out(request, form, lambda: close_risk(act_of(request), found, **form.values()), page_of(found))
    lead = _("It leaves the register and the curve; what it was stays readable.")
    return done or verb_page(request, found, form, title=_("Close the risk"), label=_("Close"), lead=lead)


@both
def reopen(request: PilotRequest, code: str) -> HttpResponse:
    """On the register again, no longer accepted or treated."""
    found = risk_seen(request, code)
    must(request, "risk.reopened", risk=found)
    form = AgainForm(sent(request), record=found, today=today_of(request))
    as_filled(request, found, form)
    done = carried_out(request, form, lambda: reopen_risk(act_of(request), found, **form.values()), page_of(found))
    return done or verb_page(request, found, form, title=_("Open the risk again"), label=_("Open again"))

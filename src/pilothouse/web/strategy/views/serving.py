"""Say which objective a piece of work serves."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pilothouse.records.operations import link_records
from pilothouse.strategy.models import Objective, Policy, Theme
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.views import fetch_for
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform
from pilothouse.web.strategy.forms import ServeForm
from pilothouse.web.strategy.views.reading import form_page

# These stand where they stand; their own forms say what they serve.
DIRECTION = (Objective, Policy, Theme)


@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: PilotRequest, code: str) -> HttpResponse:
    """Link a record with the objective it serves, with a reason."""
    record = fetch_for(request, code, "record.linked")
    if isinstance(record, DIRECTION):
        raise Http404(code)
    form = ServeForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        chosen, reason = form.cleaned_data["objective"], form.cleaned_data["reason"]
        linked = perform(form, lambda: link_records(act_of(request), record, other=chosen, reason=reason))
        if linked is not None:
            words = _("%(code)s now serves “%(objective)s”.")
            messages.success(request, words % {"code": record.code, "objective": chosen.title})
            return redirect(page_of(record))
    sub = _("Whoever does it then reads why. If it serves none, that is worth knowing too: let it go.")
    title = _("Which objective does %s serve?") % record.code
    return form_page(request, form, title=title, sub=sub, about=record, button=_("It serves this one"))

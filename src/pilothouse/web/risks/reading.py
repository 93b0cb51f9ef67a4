"""What every view of risks begins with: the record as far as the person may see it, and the form of one verb."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from pilothouse.records.models import Record
from pilothouse.records.queries import find
from pilothouse.risks.models import Opportunity, Risk
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import origin_of
from pilothouse.web.shell.middleware import PilotRequest, render_form


def risk_seen(request: PilotRequest, code: str) -> Risk:
    """The risk with this number; not found where the person may not see it."""
    found = find(request.person, code)
    if not isinstance(found, Risk):
        raise Http404
    return found


def opportunity_seen(request: PilotRequest, code: str) -> Opportunity:
    """The opportunity with this number; not found where the person may not see it."""
    found = find(request.person, code)
    if not isinstance(found, Opportunity):
        raise Http404
    return found


def either_seen(request: PilotRequest, code: str) -> Risk | Opportunity:
    """The risk or opportunity with this number."""
    found = find(request.person, code)
    if not isinstance(found, Risk | Opportunity):
        raise Http404
    return found


def crumbs_to(*records: Record) -> list[Crumb]:
    """The line of sight: risks, then each record above."""
    return [Crumb(_("Risks"), "/risks/"), *(Crumb(record.code, page_of(record)) for record in records)]


def verb_page(request: PilotRequest, record: Record, form: BaseForm, **context: Any) -> HttpResponse:
    """A page with one form. `title` and `label` (of its button) are needed; `lead`, `kind`, `template` may be given."""
    values = {
        "form": form,
        "back": origin_of(request, page_of(record)),
        "kind": "main",
        "crumbs": crumbs_to(record),
        **context,
    }
    return render_form(request, context.get("template", "risks/verb.html"), values, form)

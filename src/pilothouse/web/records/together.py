"""Handing over many records and moving their dates."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pilothouse.records.operations import hand_over_all, move_due_all
from pilothouse.records.register import refuse_ended, refuse_fixed
from pilothouse.web.kit.components.marks import person
from pilothouse.web.records.bulk import Bulk, bulk_page
from pilothouse.web.records.forms import HandOverForm, MoveDueForm
from pilothouse.web.shell.middleware import PilotRequest, act_of

both = require_http_methods(["GET", "HEAD", "POST"])


def _hand_over_form(request: PilotRequest) -> HandOverForm:
    form = HandOverForm(request.POST if request.method == "POST" else None)
    del form.fields["version"]  # each record brings its own
    return form


def _move_due_form(request: PilotRequest) -> MoveDueForm:
    form = MoveDueForm(request.POST if request.method == "POST" else None)
    del form.fields["version"]
    return form


HAND_OVER = Bulk(
    label=_("Hand over"), url="/records/hand-over/", icon="user-round-plus", one="record.handed_over",
    refuse=refuse_ended, form=_hand_over_form,
    do=lambda request, records, values: hand_over_all(act_of(request), records, owner=values["owner"]),
    shows=_("Owner now"), now=lambda record: person(record.owner), done=_("handed over."),
)  # fmt: skip
MOVE_DUE = Bulk(
    label=_("Move the date"), url="/records/move-date/", icon="calendar-clock", one="record.due_moved",
    refuse=refuse_fixed, form=_move_due_form,
    do=lambda request, records, values: move_due_all(act_of(request, why=values["why"]), records, due=values["due"]),
    shows=_("Due now"), now=lambda record: record.due, done=_("date moved."),
)  # fmt: skip
EVERY_RECORD = (HAND_OVER, MOVE_DUE)


@both
def hand_over(request: PilotRequest) -> HttpResponse:
    """Give the picked records another owner."""
    return bulk_page(request, HAND_OVER)


@both
def move_due(request: PilotRequest) -> HttpResponse:
    """Promise another date for the picked records."""
    return bulk_page(request, MOVE_DUE)

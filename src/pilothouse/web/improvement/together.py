"""Accepting or declining many reports at once."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import decline_issues, triage_issues
from pilothouse.improvement.queries import possible_owners
from pilothouse.organisation.models import Person
from pilothouse.records.register import refuse_step
from pilothouse.web.improvement.fields import DayField, PickField
from pilothouse.web.improvement.forms import USUAL_DAYS
from pilothouse.web.improvement.reading import sent, today_of
from pilothouse.web.improvement.words import severity_word
from pilothouse.web.kit.widgets import Lines
from pilothouse.web.records.bulk import Bulk, bulk_page
from pilothouse.web.records.together import EVERY_RECORD
from pilothouse.web.shell.middleware import PilotRequest, act_of

both = require_http_methods(["GET", "HEAD", "POST"])


class TriageAllForm(forms.Form):
    """One owner and one date for all; each keeps its own grade."""

    owner = PickField(Person, label=_("Who answers for them?"))
    due = DayField(label=_("By when?"), help_text=_("The first promise. It stays visible when the date moves."))

    def __init__(self, request: PilotRequest) -> None:
        super().__init__(sent(request), initial={"due": today_of(request) + timedelta(days=USUAL_DAYS)})
        choices: Any = self.fields
        choices["owner"].queryset = possible_owners(request.person, request.person.unit)


class DeclineAllForm(forms.Form):
    """One reason for all."""

    reason = forms.CharField(
        label=_("Why not?"), widget=Lines(), max_length=4_000, help_text=_("Whoever reported them reads this.")
    )

    def __init__(self, request: PilotRequest) -> None:
        super().__init__(sent(request))


TRIAGE = Bulk(
    label=_("Accept and assign"), url="/improvement/issues/triage/", icon="user-round-check", one="issue.triaged",
    refuse=lambda issue: refuse_step(issue, "triage"), form=TriageAllForm,
    do=lambda request, issues, values: triage_issues(act_of(request), issues, **values),
    shows=_("How bad"), now=severity_word, done=_("accepted and assigned."), model=Issue, owners=False,
)  # fmt: skip
DECLINE = Bulk(
    label=_("Decline"), url="/improvement/issues/decline/", icon="circle-slash", one="issue.declined",
    refuse=lambda issue: refuse_step(issue, "decline"), form=DeclineAllForm,
    do=lambda request, issues, values: decline_issues(act_of(request), issues, **values),
    shows=_("How bad"), now=severity_word, done=_("declined."), model=Issue, owners=False, kind="danger",
)  # fmt: skip
EVERY_ISSUE = (TRIAGE, DECLINE, *EVERY_RECORD)


@both
def triage(request: PilotRequest) -> HttpResponse:
    """Accept the picked reports and give them one owner."""
    return bulk_page(request, TRIAGE)


@both
def decline(request: PilotRequest) -> HttpResponse:
    """Say no to the picked reports."""
    return bulk_page(request, DECLINE)

"""What every view of improvement begins with: the record as far as the person may see it, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.aspects import with_aspects
from pilothouse.records.models import Record
from pilothouse.records.rules import parsed
from pilothouse.trail.act import Act
from pilothouse.trail.operation import OPERATIONS
from pilothouse.web.kit.parts import Crumb
from pilothouse.web.measures.trust_beside import READ
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import onward, origin_of
from pilothouse.web.shell.middleware import PilotRequest, perform, render_form

ISSUE_PARTS = (
    "unit",
    "owner",
    "created_by",
    "process",
    "origin",
    "recurrence_of",
    *READ,
)
ACTION_PARTS = ("unit", "owner", "created_by", "origin", *READ)
EFFECT_PARTS = ("unit", "owner", "origin", "origin__owner", *READ)


def today_of(request: PilotRequest) -> date:
    """The date where the organisation is."""
    return request.now.astimezone(request.organisation.tz).date()


def _seen(model: type[Any], request: PilotRequest, code: str, parts: tuple[str, ...], **along: Any) -> Any:
    number = parsed(code)
    found = model.objects.seen_by(request.person).select_related(*parts).filter(number=number[1] if number else 0)
    record = found.annotate(**along).first()
    if record is None:
        raise Http404
    return record


def issue_seen(request: PilotRequest, code: str) -> Issue:
    """The issue with this number; not found where the person may not see it."""
    found: Issue = _seen(Issue, request, code, ISSUE_PARTS)
    return found


def action_seen(request: PilotRequest, code: str) -> Action:
    """The action with this number; not found where the person may not see it."""
    found: Action = _seen(Action, request, code, ACTION_PARTS)
    return found


def effect_seen(request: PilotRequest, code: str) -> Verification:
    """The verification with this number and its series' aspects; not found where the person may not see it."""
    aspects = with_aspects(OuterRef("series_id"))
    found: Verification = _seen(Verification, request, code, EFFECT_PARTS, **aspects)
    return found


def may(request: PilotRequest, operation: str, **arguments: Any) -> bool:
    """Would the operation's own right let this person through? Buttons ask; the operation asks again."""
    act = Act(by=request.person, at=request.now, door="web")
    return OPERATIONS[operation].may(act, {"act": act, **arguments})


def must(request: PilotRequest, operation: str, **arguments: Any) -> None:
    """The form of what one may not do is not there."""
    if not may(request, operation, **arguments):
        raise Http404


@dataclass(frozen=True)
class Verb:
    """Something the person may do to a record: the words of its button and the page of its form."""

    label: Any
    url: str
    icon: str = ""
    kind: str = "plain"


def crumbs_to(*records: Record | None, home: Any) -> list[Crumb]:
    """The line of sight: improvement, then each record above."""
    steps = [Crumb(home, "/improvement/")]
    return steps + [Crumb(record.code, page_of(record)) for record in records if record is not None]


def sent(request: PilotRequest) -> Any:
    """What a form was sent with; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def carried_out(request: PilotRequest, form: BaseForm, do: Callable[[], Any], to: str) -> HttpResponse | None:
    """Run one operation for a posted, valid form and go on; None where the form has to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    perform(form, do)
    return None if form.errors else redirect(onward(request, to))


def verb_page(request: PilotRequest, record: Record, form: BaseForm, **context: Any) -> HttpResponse:
    """A page with one form. `title` and `label` (of its button) are needed; `lead`, `kind`, `aside` may be given."""
    values = {"record": record, "form": form, "back": origin_of(request, page_of(record)), "kind": "main", **context}
    return render_form(request, context.get("template", "improvement/verb.html"), values, form)

"""Required inputs in a meeting: what it has looked at, what it may, and the minute of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from pilothouse.reviews.inputs import BY_KEY, INPUTS, Input
from pilothouse.reviews.models import InputLook, Review
from pilothouse.reviews.operations import look_at_input
from pilothouse.reviews.queries import live_inputs
from pilothouse.reviews.tiers import inputs_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.courses import large_course
from pilothouse.web.reviews.forms import MinuteForm
from pilothouse.web.reviews.views.inputs import asked_input
from pilothouse.web.reviews.views.reading import review_seen, today_of
from pilothouse.web.shell.conflicts import as_filled
from pilothouse.web.shell.middleware import PilotRequest, act_of, perform


@dataclass(frozen=True)
class Offered:
    """An input that the meeting may look at; `look` where it has; `asked` where its template asks for it."""

    input: Input
    look: InputLook | None
    asked: bool


def offered(review: Review, looks: Sequence[InputLook]) -> dict[str, list[Offered]]:
    """All inputs in their order, with what this meeting has looked at: on its agenda, and the others."""
    known, asked = {look.input: look for look in looks}, inputs_of(review.tier)
    every = [Offered(one, known.get(one.key), one.key in asked) for one in INPUTS]
    here = [one for one in every if one.asked or one.look]
    return {"inputs": here, "other_inputs": [one for one in every if one not in here]}


def input_context(request: PilotRequest, review: Review, looks: Sequence[InputLook]) -> dict[str, Any]:
    """What the right side says of the input that `?input=` asks for; nothing where it asks for none."""
    one = BY_KEY.get(request.GET.get("input", ""))
    if one is None:
        return {}
    found = live_inputs(request.person, today_of(request), review.since, review.unit)
    look = next((look for look in looks if look.input == one.key), None)
    return {
        "live": next(live for live in found if live.input is one),
        "look": look,
        "look_version": look.version if look else 0,
        "form": MinuteForm(initial={"minute": look.minute if look else ""}),
        **large_course(request.person, one.key, today_of(request), review.unit),
    }


def after_items(review: Review) -> str:
    """Where a meeting goes on when its items are done: to the next input that waits, else to its end."""
    known = set(InputLook.objects.filter(review=review).values_list("input", flat=True))
    key = next((key for key in inputs_of(review.tier) if key not in known), "")
    return f"{page_of(review)}?input={key}" if key else f"{page_of(review)}close/"


@require_POST
def look_input(request: PilotRequest, code: str, key: str) -> HttpResponse:
    """Minute an input and stay with it, or go on."""
    review, one = review_seen(request, code), asked_input(key)
    here = f"{page_of(review)}?input={one.key}"
    known = InputLook.objects.filter(review=review, input=key).first()
    if known is not None:
        as_filled(request, known)
    form = MinuteForm(request.POST)
    if (
        not form.is_valid()
        or perform(form, lambda: look_at_input(act_of(request), review, input=key, **form.cleaned_data)) is None
    ):
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(here)
    if request.POST.get("then") == "stay":
        return redirect(here)
    return redirect(after_items(review) if key in inputs_of(review.tier) else page_of(review))

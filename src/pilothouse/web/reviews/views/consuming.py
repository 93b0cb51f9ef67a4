"""Required inputs in a meeting: what it has looked at, what it may, and the minute of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pilothouse.reviews.inputs import BY_KEY, INPUTS, Input
from pilothouse.reviews.models import InputLook, Review
from pilothouse.reviews.queries import Meeting, inputs_looked_at, live_inputs
from pilothouse.reviews.tiers import inputs_of
from pilothouse.web.records.numbers import page_of
from pilothouse.web.reviews.courses import large_course
from pilothouse.web.reviews.forms import MinuteForm
from pilothouse.web.reviews.views.reading import today_of
from pilothouse.web.shell.middleware import PilotRequest


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


def input_context(request: PilotRequest, review: Review, looks: Sequence[InputLook], key: str) -> dict[str, Any]:
    """What the right side says of the input with this key; nothing where there is none."""
    one = BY_KEY.get(key)
    if one is None:
        return {}
    found = live_inputs(request.person, today_of(request), review.since, review.unit)
    look = next((look for look in looks if look.input == one.key), None)
    live = next(live for live in found if live.input is one)
    return {
        "live": live,
        "look": look,
        "look_version": look.version if look else 0,
        "form": MinuteForm(initial={"minute": look.minute if look else ""}),
        **large_course(request.person, live, today_of(request), review.unit),
    }


def inputs_told(meeting: Meeting) -> dict[str, Any]:
    """Which inputs the meeting looked at, directly or through one of their records, and which of those that its
    template asks for it did not: as the head of the meeting counts them.
    """
    seen, asked = inputs_looked_at(meeting.review, meeting.looks), inputs_of(meeting.review.tier)
    return {
        "looks": meeting.looks,
        "seen_inputs": [one for one in INPUTS if one.key in seen],
        "unseen_inputs": [one for one in INPUTS if one.key in asked and one.key not in seen],
        "all_inputs": len(INPUTS),
    }


def after_items(review: Review) -> str:
    """Where a meeting goes on when its items are done: to the next input that waits, else to its end."""
    known = set(InputLook.objects.filter(review=review).values_list("input", flat=True))
    key = next((key for key in inputs_of(review.tier) if key not in known), "")
    return f"{page_of(review)}?input={key}" if key else f"{page_of(review)}close/"

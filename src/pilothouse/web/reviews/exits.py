"""What one does about the record of an item itself, from the meeting and back to it; and what it asks or warns of."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.unmet import unmet_targets
from pilothouse.measures.states import SIGNAL
from pilothouse.organisation.models import Person
from pilothouse.records.climbing import Climb, reached
from pilothouse.records.models import Record
from pilothouse.reviews.queries import Item
from pilothouse.risks.queries import warnings_seen
from pilothouse.risks.states import RISK
from pilothouse.strategy.states import OBJECTIVE
from pilothouse.web.records.acting import STEPS, Step
from pilothouse.web.records.detail import may
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.onward import sent_along
from pilothouse.web.risks.words import trip_words, wire_words
from pilothouse.web.shell.middleware import PilotRequest
from pilothouse.web.strategy.views.reading import may_answer

_SIGNAL = (Step(gettext_lazy("Explain"), "signal.explained", "explain/"), *STEPS["signal"])
_WARNED = (
    Step(gettext_lazy("Act: plan an action"), "action.planned", "plan/"),
    Step(gettext_lazy("Accept"), "risk.accepted", "accept/"),
    Step(gettext_lazy("Decline the warning"), "risk.warning_declined", "decline/"),
)
_UNMET = Step(gettext_lazy("Say what shall be done"), "target.accepted", "unmet/")
_CLIMBED = (
    Step(gettext_lazy("Take it over"), "escalation.accepted", "climbed/take/"),
    Step(gettext_lazy("Leave it, with a reason"), "escalation.declined", "climbed/leave/"),
)


def exits_of(request: PilotRequest, item: Item, today: date) -> list[tuple[Step, str]]:
    """What this person may do about it, each with the address of its form, from which one comes back to the item: the
    answers to a signal or to a warning, and whatever there is about silence that has climbed to them (a verdict is
    given beside its forecast). One query where its day has passed, else none.
    """
    record = item.record
    climb = reached(request.person, record, today)
    steps = {step.verb: step for step in (*_answers(record), *(STEPS[climb.wait.name] if climb else ()))}
    told_apart = {"decision.judged"}
    allowed = [one for one in steps.values() if one.operation not in told_apart and may(request, one.operation, record)]
    back = sent_along(item.row.review.code, item.pk)
    return [(step, _address(record, step, back)) for step in (*allowed, *_climbed(request, climb))]


def _answers(record: Record) -> tuple[Step, ...]:
    if record.kind == SIGNAL.name and record.ended_at is None:
        return _SIGNAL
    return _WARNED if _has_warned(record) else ()


def _climbed(request: PilotRequest, climb: Climb | None) -> tuple[Step, ...]:
    if climb is None:
        return ()
    return _CLIMBED if request.person.pk in climb.people else _CLIMBED[:1]


def _has_warned(record: Record) -> bool:
    return bool(record.kind == RISK.name and record.state == "tripped")


def _address(record: Record, step: Step, back: str) -> str:
    verb, mark, place = step.verb.partition("#")
    return f"{page_of(record)}{verb}{back}{mark}{place}"


def unmet_of(request: PilotRequest, item: Item, today: date) -> tuple[list[str], list[tuple[Step, str]]]:
    """Of an objective with a target that asks for a decision: that it does, and for whoever is asked the address at
    which they decide, plan or bear it. One query for an objective, two where somebody bears it, else none.
    """
    record = item.record
    live = record.kind == OBJECTIVE.name and record.ended_at is None
    asks = live and any(one.borne is None for one in unmet_targets(request.person, record, today))
    if not asks:
        return [], []
    said = _("Asks for a decision: a target of it is out of reach without a change, and nothing live serves it.")
    back = sent_along(item.row.review.code, item.pk)
    return [said], [(_UNMET, _address(record, _UNMET, back))] if may_answer(request.person, record) else []


def warned_of(item: Item, person: Person, today: date) -> list[str]:
    """What its unanswered warnings saw, and at which line, as far as this person sees the series; one query for a risk
    that has warned, else none.
    """
    if not _has_warned(item.record):
        return []
    return [_warning(trip, today) for trip in warnings_seen(person, item.record.pk)]


def _warning(trip: Any, today: date) -> str:
    told = trip_words(trip, trip.wire, today)
    if trip.wire.level is None:
        return told
    return _("%(told)s; the sign: %(line)s") % {"told": told, "line": wire_words(trip.wire)}

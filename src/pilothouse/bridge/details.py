"""What the records of a story tell beyond their base: onset and answer, cause, promise kept, forecast and effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Model, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.bridge.figures import difference, magnitude, range_of
from pilothouse.improvement.models import Action, Cause, Issue, Verification
from pilothouse.measures.models import Indicator, Signal
from pilothouse.measures.provenance import TOLD_BESIDE
from pilothouse.records.climbing import Told, told_replies, with_replies
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.risks.models import Risk, Trip
from pilothouse.trail.gathered import built, gathered
from pilothouse.trail.kept import Kept

EARLY = 7  # a signal found within this many days of its onset was found at once


@dataclass(frozen=True)
class Event:
    """Something that happened to a record and is a knot of its own; `values` are the fields of that knot."""

    record: Record
    values: dict[str, Any]


@dataclass(frozen=True)
class Details:
    """`changes`: fields of a record's own knot by its key; `events`: further knots."""

    changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


def details_of(records: Sequence[Record]) -> Details:
    """Read what each kind adds: one query for each kind that occurs."""
    bases = {record.pk: record for record in records}
    kinds = {record.kind for record in records}
    found = Details()
    for kind, model, tell in (
        ("signal", Signal, _signal),
        ("issue", Issue, _issue),
        ("risk", Risk, _risk),
        ("action", Action, _action),
        ("decision", Decision, _decision),
        ("verification", Verification, _verification),
    ):
        if kind in kinds:
            for row in _asked(model).rows([key for key, base in bases.items() if base.kind == kind]):
                tell(row, bases[row.pk], found)
                found.events.extend(_replied(row, bases[row.pk]))
    return found


_CAUSE = ("id", "issue_id", "parent_id", "text", "evidence", "method", "root", "at")


@cache
def _asked(model: type[Model]) -> Kept[Any]:
    rows = with_replies(model._default_manager.defer("words"))
    if model is Issue:
        rows = rows.annotate(_causes=gathered(Cause.objects.filter(issue=OuterRef("pk")), _CAUSE))
    if model is Risk:
        rows = rows.annotate(_trips=gathered(Trip.objects.filter(record=OuterRef("pk")), _TRIP))
    with_series = any(each.name == "series" for each in model._meta.get_fields())
    rows = rows.select_related(*TOLD_BESIDE) if with_series else rows
    return Kept(lambda keys: rows.filter(pk__in=keys))


def _replied(row: Any, base: Record) -> list[Event]:
    """What people said to whom its silence had climbed."""
    return [Event(base, _reply(told)) for told in told_replies(row)]


def _reply(told: Told) -> dict[str, Any]:
    if told.said.until is None:
        title, note = _("Climbed to %(who)s, and left with whom it was"), _short(told.reason)
    else:
        title, note = (
            _("Climbed to %(who)s, and taken over"),
            _("promised for %(day)s") % {"day": _says(told.said.until)},
        )
    state = _("not taken over") if told.declined else _("taken over")
    return {"when": told.said.on, "kind": "answer", "title": title % {"who": told.who}, "note": note, "state": state}


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date()


def _short(text: str, letters: int = 160) -> str:
    return Truncator(" ".join(text.split())).chars(letters)


def _says(day: date) -> str:
    return date_format(day, "j M Y")


def _signal(signal: Signal, base: Record, found: Details) -> None:
    lag = (_day(base.created_at) - signal.onset).days
    weeks = lag // 7
    note = (
        ngettext(
            "found by the chart, %(weeks)d week after it began",
            "found by the chart, %(weeks)d weeks after it began",
            weeks,
        )
        % {"weeks": weeks}
        if lag > EARLY
        else _("found by the chart at once")
    )
    found.changes[base.pk] = {
        "mark": "better" if signal.better else "worse",
        "note": note,
        "state": base.standing.label,
    }
    if signal.explanation and signal.answered_at:
        values = {"when": _day(signal.answered_at), "kind": "answer", "title": _short(signal.explanation)}
        found.events.append(Event(base, {**values, "state": _("explained")}))


def _issue(issue: Any, base: Record, found: Details) -> None:
    found.changes[base.pk] = {"note": _short(issue.details)}
    if issue.containment and issue.contained_at:
        values = {"when": _day(issue.contained_at), "kind": "answer", "title": _short(issue.containment)}
        found.events.append(Event(base, {**values, "state": _("contained")}))
    if base.ended_at:
        title = _short(issue.lesson) or str(base.standing.label)
        values = {"when": _day(base.ended_at), "kind": "end", "title": title, "state": base.standing.label}
        found.events.append(Event(base, values))
    _causes(sorted((built(Cause, row) for row in issue._causes or ()), key=attrgetter("pk")), base, found)


def _causes(causes: Sequence[Cause], base: Record, found: Details) -> None:
    """Root causes with the way to them; where none was found yet, the answers nobody has asked "and why?" about."""
    asked = {cause.parent_id for cause in causes}
    rooted = any(cause.root for cause in causes)
    for cause in causes:
        if cause.root or not (rooted or cause.pk in asked):
            way = _way_to(cause, {each.pk: each for each in causes})
            found.events.append(Event(base, _cause(cause, way)))


def _way_to(cause: Cause, causes: Mapping[int, Cause]) -> int:
    """How many answers lie between the issue and this one."""
    steps, at = 0, cause.parent_id
    while at is not None and at in causes and steps < len(causes):
        steps, at = steps + 1, causes[at].parent_id
    return steps


def _cause(cause: Cause, way: int) -> dict[str, Any]:
    note = [str(cause.get_method_display())]
    if way:
        note.append(ngettext("%(count)d answer on the way", "%(count)d answers on the way", way) % {"count": way})
    if cause.evidence:
        note.append(_("evidence: %(text)s") % {"text": _short(cause.evidence, 100)})
    state = _("root cause") if cause.root else ""
    values = {"when": _day(cause.at), "kind": "cause", "title": cause.text}
    return {**values, "note": ", ".join(note), "state": state}


_TRIP = ("id", "at", "answer", "reason", "answered_at")


def _risk(risk: Any, base: Record, found: Details) -> None:
    found.changes[base.pk] = {"note": _short(risk.cause)}
    for row in sorted(risk._trips or (), key=lambda row: int(row["id"])):
        trip = built(Trip, row)
        values = {"when": _day(trip.at), "kind": "signal", "title": _("A sign has shown"), "mark": "needs"}
        found.events.append(Event(base, {**values, "state": _("warned")}))
        if trip.answered_at:
            answer, reason = trip.get_answer_display(), _short(trip.reason)
            values = {"when": _day(trip.answered_at), "kind": "answer", "title": reason or answer}
            found.events.append(Event(base, {**values, "state": answer if reason else ""}))


def _action(action: Action, base: Record, found: Details) -> None:
    promise = _promise(action)
    found.changes[base.pk] = {"note": promise}
    if action.done_on:
        late = bool(action.first_due and action.done_on > action.first_due)
        title = _short(action.outcome) or action.title
        found.events.append(Event(base, _done(action.done_on, title, action.first_due if late else None)))


def _done(when: date, title: str, missed: date | None) -> dict[str, Any]:
    """A promise kept; `missed` is the day first promised, where it was kept later."""
    note = _("first promised for %(day)s") % {"day": _says(missed)} if missed else ""
    return {"when": when, "kind": "done", "title": title, "note": note, "state": _("done")}


def _promise(action: Action) -> str:
    if not action.due:
        return ""
    if action.first_due and action.first_due != action.due:
        return _("due %(day)s (first promised for %(first)s)") % {
            "day": _says(action.due),
            "first": _says(action.first_due),
        }
    return _("due %(day)s") % {"day": _says(action.due)}


def _decision(decision: Decision, base: Record, found: Details) -> None:
    found.changes[base.pk] = {
        "when": decision.decided_on,
        "note": forecast_in_words(decision) or _short(decision.choice),
        "mark": "",
        "state": "",
    }
    if decision.carried_on:
        late = bool(decision.first_due and decision.carried_on > decision.first_due)
        title = _short(decision.carried_note) or _("Carried out: %(what)s") % {"what": decision.title}
        found.events.append(Event(base, _done(decision.carried_on, title, decision.first_due if late else None)))
    if decision.judged_at:
        found.events.append(Event(base, _effect(decision, base, _day(decision.judged_at), decision.verdict_note)))


def forecast_in_words(decision: Decision) -> str:
    """The forecast in one line, "" where nothing was forecast on a series."""
    if decision.series is None or decision.expected_size is None or decision.expected_by is None:
        return ""
    indicator = decision.series.indicator
    sign = 1 if decision.expected_direction == "up" else -1
    if not decision.expected_size:
        words = {"day": _says(decision.expected_by), "margin": magnitude(decision.margin or 0.0, indicator)}
        if decision.margin is None:
            return _("forecast: not worse by %(day)s") % words
        return _("forecast: not worse by %(day)s, a harm of %(margin)s would matter") % words
    said = _("forecast %(size)s by %(day)s, %(sure)s %% sure") % {
        "size": difference(sign * abs(decision.expected_size), indicator),
        "day": _says(decision.expected_by),
        "sure": decision.confidence if decision.confidence is not None else "–",
    }
    if decision.margin is None:
        return said
    words = {"said": said, "margin": magnitude(decision.margin, indicator)}
    return _("%(said)s, less than %(margin)s would not matter") % words


def _verification(verification: Verification, base: Record, found: Details) -> None:
    if base.ended_at:
        values = _effect(verification, base, _day(base.ended_at), verification.reason)
        found.changes[base.pk] = {key: value for key, value in values.items() if key not in {"kind", "mark"}}
        return
    indicator = verification.series.indicator
    found.changes[base.pk] = {
        "note": ngettext("waits for %(points)d new value", "waits for %(points)d new values", verification.points)
        % {"points": verification.points}
        + f": {indicator.title}"
        + _least(verification)
    }


def _least(verification: Verification) -> str:
    """The smallest effect that matters, where it was stated."""
    if verification.smallest is None:
        return ""
    least = magnitude(verification.smallest, verification.series.indicator)
    return _(", less than %s would not matter") % least


def _effect(row: Any, base: Record, when: date, reason: str) -> dict[str, Any]:
    indicator: Indicator | None = row.series.indicator if row.series else None
    title = str(base.standing.label)
    note = _short(reason)
    if indicator is not None and row.effect is not None:
        title = f"{difference(row.effect, indicator)} {range_of(row.low, row.high, indicator)}".strip()
        note = " · ".join(part for part in (f"{indicator.title}, {row.series.place}", note) if part)
    marks = {"cannot_be_told": "unknown", "no_change": "same", "worse": "worse", "better": "better"}
    mark = marks.get(base.state, "better" if base.state in {"as_forecast", "less"} else "")
    return {
        "when": when,
        "kind": "effect",
        "title": title,
        "note": note,
        "mark": mark,
        "state": base.standing.label,
        "series": row.series if row.effect is not None else None,
    }

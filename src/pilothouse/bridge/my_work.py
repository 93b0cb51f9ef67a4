"""My work: everything that waits for one person, across all kinds, by when it is needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.waiting import OVERDUE, climbed_to, with_asks
from pilothouse.improvement.queries import waiting_for_triage
from pilothouse.improvement.rules.closing import answered_by
from pilothouse.measures.models import Series
from pilothouse.measures.queries import late_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.climbing import Climb, Contract, contract
from pilothouse.records.models import Record
from pilothouse.records.states import Text
from pilothouse.reviews.models import Attendance, Presence
from pilothouse.reviews.queries import UnreadInput, asked_for, climbs, requests_to_answer, unread_inputs
from pilothouse.trail.kept import Kept

SOON = timedelta(days=14)
QUIET = 7  # days without a change after which something overdue counts as silent
MOST = 300


class When(StrEnum):
    """When a line is needed."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True)
class Line:
    """One thing to do: `what` is the verb, `record` (or input of management review) whose page does it; `series` where
    a value is missing.

    `silent` is for how many days nothing has happened to something overdue, else 0; `climb` how far its silence has
    climbed, and `to_me` that it came to who reads this and is not theirs. `verb` names the page of the record that does
    it, where that is not its own.
    """

    what: Text
    record: "Record | UnreadInput"
    when: When
    due: date | None = None
    silent: int = 0
    series: Series | None = None
    climb: Climb | None = None
    to_me: bool = False
    verb: str = ""


VERDICT = gettext_lazy("Compare forecast and fact")
OUTCOME = gettext_lazy("Say what came of it")
STILL = gettext_lazy("Check whether it still holds")
GROUND = ("assumption", "context", "party")  # what objectives rest on
UNMET = gettext_lazy("Decide, its target is out of reach without a change")
ANSWER = gettext_lazy("Grant, refuse or defer")
# (kind, state) of what an owner has to do, its verb, and whether it waits for its date.
VERBS: dict[tuple[str, str], tuple[Any, bool]] = {
    ("signal", "open"): (gettext_lazy("Answer the signal"), False),
    ("risk", "tripped"): (gettext_lazy("Accept, act or decline"), False),
    ("risk", "open"): (gettext_lazy("Rate and treat"), True),
    ("risk", "treated"): (gettext_lazy("Look at it again"), True),
    ("risk", "accepted"): (gettext_lazy("Accept again or treat"), True),
    ("opportunity", "open"): (gettext_lazy("Pursue or drop"), True),
    ("opportunity", "pursued"): (gettext_lazy("Look at it again"), True),
    ("issue", "reported"): (gettext_lazy("Accept or decline"), False),
    ("issue", "open"): (gettext_lazy("Solve"), False),
    ("action", "planned"): (gettext_lazy("Do"), False),
    ("verification", "waiting"): (gettext_lazy("Confirm the effect"), True),
    ("decision", "running"): (gettext_lazy("Carry out"), False),
    ("decision", "carried_out"): (VERDICT, True),
    ("decision", "too_early"): (VERDICT, True),
    ("review", "planned"): (gettext_lazy("Hold the review"), True),
    ("objective", "live"): (gettext_lazy("Say whether it was reached"), True),
    **{(kind, state): (STILL, True) for kind in GROUND for state in ("holds", "changed", "fallen")},
    ("request", "granted"): (OUTCOME, True),
    ("request", "refused"): (OUTCOME, True),
}
AT_ONCE = {("signal", "open"), ("issue", "reported"), ("risk", "tripped")}
# Nothing is asked about these before their day.
QUIET_BEFORE = {"objective", "request", "risk", "opportunity", *GROUND}


def my_work(person: Person, on: date) -> list[Line]:
    """Everything that waits for this person, most urgent first: at most nine queries at any size."""
    held = contract()
    lines = [line for row in owned_by(person, on) for line in lines_of(row, on, held)]
    lines += climbed_lines(person, OVERDUE.rows(person, on) if person.pk in held.leading else [], held, on)
    owned = {line.record.pk for line in lines}
    # What one's own record asks is not asked again in another role; a missing value is no question to the record.
    asked = (*_to_triage(person, on), *_to_answer(person, on), *_to_attend(person, on))
    lines += [line for line in asked if line.record.pk not in owned]
    lines += input_lines(person, unread_inputs(on), held, on)
    return sorted([*lines, *_values_missing(person, on)], key=urgency)


def urgency(line: Line) -> tuple[int, date, int]:
    """What comes first: what is needed now, then by date, then the older."""
    return list(When).index(line.when), line.due or date.max, line.record.pk


def owned_by(person: Person, on: date) -> list[Record]:
    """Live records this person answers for, the next promise first."""
    return _OWNED.rows(person, on, person.pk)


def _owned(person: Person, on: date, owner: int) -> "QuerySet[Record]":
    kinds = sorted({kind for kind, _state in VERBS})
    return with_asks(Record.objects.filter(owner=owner, ended_at=None, kind__in=kinds), person, on)[:MOST]


_OWNED = KeptSight[Record](_owned)


def lines_of(row: Any, on: date, held: Contract) -> list[Line]:
    """What the owner of a live record (`with_asks`) has to do, if anything is asked of them (yet).

    A decision that is still to be carried out when its verdict is due asks for both.
    """
    verb = VERBS.get((row.kind, row.state))
    if verb is None:
        return []
    what, waits = verb
    if waits and row.kind in QUIET_BEFORE and (row.due is None or row.due > on):
        return [Line(UNMET, row, When.NOW, verb="unmet")] if row.asks else []
    climbed = climbs(row, held, on)
    verdict = climbed.pop("verdict", None)
    if what is VERDICT:
        return [_line(VERDICT, row, row.asks_on, on, verdict)]
    lines = [_line(what, row, row.due, on, next(iter(climbed.values()), None))]
    if row.asks_on is not None and row.asks_on <= on:
        lines.append(_line(VERDICT, row, row.asks_on, on, verdict))
    return lines


def climbed_lines(person: Person, rows: Iterable[Any], held: Contract, on: date) -> list[Line]:
    """What of these overdue rows has climbed to this person, each needed now."""
    return [
        Line(
            VERDICT if climb.wait.name == "verdict" else VERBS[row.kind, row.state][0],
            row, When.NOW, climb.since, silent_days(row, climb.since, on), climb=climb, to_me=True,
        )
        for row, climb in climbed_to(person, rows, held, on) if (row.kind, row.state) in VERBS
    ]  # fmt: skip


def input_lines(person: Person, unread: Iterable[UnreadInput], held: Contract, on: date) -> list[Line]:
    """What of these inputs of management review asks this person, who answers for it or to whom it climbed."""
    return [
        Line(
            one.verb, one, When.NOW, one.due, _quiet((on - one.due).days), climb=one.climb(held, on), to_me=asked.to_me
        )
        for one in unread
        if (asked := asked_for(person, one, held, on)) is not None
    ]


def _line(what: Text, row: Record, day: date | None, on: date, climb: Climb | None = None) -> Line:
    """For a report nobody has taken yet the day said is that by which whoever reported has an answer."""
    said = day
    if day is None and (row.kind, row.state) == ("issue", "reported"):
        said = untaken_since(row)
    return Line(what, row, when_needed(row, day, on), said, silent_days(row, day, on), climb=climb)


def untaken_since(report: Record) -> date:
    """The day by which whoever reported has an answer."""
    return answered_by(timezone.localtime(report.created_at).date())


def when_needed(row: Record, day: date | None, on: date) -> When:
    """Now: due, or asking for an answer from its first day. Soon: within two weeks."""
    if (row.kind, row.state) in AT_ONCE or (day is not None and day <= on):
        return When.NOW
    return When.SOON if day is not None and day <= on + SOON else When.LATER


def silent_days(row: Record, day: date | None, on: date) -> int:
    """For how many days something has been overdue and nothing has happened to it; 0 where it is not, or moves. What
    was left alone before its day was not silent.
    """
    if day is None or day >= on:
        return 0
    return _quiet((on - max(day, timezone.localtime(row.changed_at).date())).days)


def _quiet(days: int) -> int:
    return days if days > QUIET else 0


def _to_triage(person: Person, on: date) -> Iterator[Line]:
    if not any(person.may(Right.TRIAGE, path) for _role, path in person.grants):
        return
    for issue in waiting_for_triage(person)[:50]:
        yield _line(_("Accept or decline"), issue, issue.due, on)


def _to_answer(person: Person, on: date) -> Iterator[Line]:
    if any(person.may(Right.DECIDE, path) for _role, path in person.grants):
        yield from (answer_line(request, on) for request in requests_to_answer(person, on)[:50])


def answer_line(request: Record, on: date) -> Line:
    """A resource request asks whoever may decide for an answer."""
    return _line(ANSWER, request, request.due, on)


def _to_attend(person: Person, on: date) -> Iterator[Line]:
    for row in _INVITED.rows(person.pk):
        yield Line(_("Attend"), row.review, when_needed(row.review, row.review.due, on), row.review.due)


def _invited(person: int) -> "QuerySet[Attendance]":
    rows = Attendance.objects.filter(person=person, presence=Presence.INVITED, review__state="planned")
    return rows.select_related("review__unit", "review__owner")[:50]


_INVITED = Kept[Attendance](_invited)


def _values_missing(person: Person, on: date) -> Iterator[Line]:
    if not any(person.may(Right.ENTER, path) for _role, path in person.grants):
        return
    for series in late_series(person, on).filter(indicator__owner=person)[:50]:
        yield Line(_("Bring in the missing value"), series.indicator, When.NOW, None, 0, series)

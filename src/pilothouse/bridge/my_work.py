"""My work: everything that waits for one person, across all kinds, by when it is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.improvement.queries import waiting_for_triage
from pilothouse.improvement.rules.closing import answered_by
from pilothouse.measures.models import Series
from pilothouse.measures.queries import late_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.models import Record
from pilothouse.records.states import Text
from pilothouse.reviews.models import Attendance, Presence

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
    """One thing to do: `what` is the verb, `record` whose page does it; `series` where a value is missing.

    `silent` is for how many days nothing has happened to something overdue, else 0.
    """

    what: Text
    record: Record
    when: When
    due: date | None = None
    silent: int = 0
    series: Series | None = None


# (kind, state) of what an owner has to do, its verb, and whether it waits for its date.
VERBS: dict[tuple[str, str], tuple[Any, bool]] = {
    ("signal", "open"): (gettext_lazy("Answer the signal"), False),
    ("issue", "reported"): (gettext_lazy("Accept or decline"), False),
    ("issue", "open"): (gettext_lazy("Solve"), False),
    ("action", "planned"): (gettext_lazy("Do"), False),
    ("verification", "waiting"): (gettext_lazy("Confirm the effect"), True),
    ("decision", "running"): (gettext_lazy("Compare forecast and fact"), True),
    ("review", "planned"): (gettext_lazy("Hold the review"), True),
    ("objective", "live"): (gettext_lazy("Say whether it was reached"), True),
}
AT_ONCE = {("signal", "open"), ("issue", "reported")}


def my_work(person: Person, on: date) -> list[Line]:
    """Everything that waits for this person, most urgent first: at most five queries at any size."""
    lines = [line for row in owned_by(person) if (line := line_of(row, on))]
    lines += [*_to_triage(person, on), *_to_attend(person, on), *_values_missing(person, on)]
    seen: set[tuple[int, int | None]] = set()
    unique: list[Line] = []
    for line in sorted(lines, key=urgency):
        key = (line.record.pk, line.series.pk if line.series else None)
        if key not in seen:
            seen.add(key)
            unique.append(line)
    return unique


def urgency(line: Line) -> tuple[int, date, int]:
    """What comes first: what is needed now, then by date, then the older."""
    return list(When).index(line.when), line.due or date.max, line.record.pk


def owned_by(person: Person) -> list[Record]:
    """Live records this person answers for, the next promise first."""
    kinds = {kind for kind, _state in VERBS}
    found = Record.objects.filter(owner=person, ended_at=None, kind__in=kinds)
    return list(found.select_related("unit", "owner").defer("words").order_by("due", "id")[:MOST])


def line_of(row: Record, on: date) -> Line | None:
    """What the owner of a live record has to do; None where nothing is asked of them (yet)."""
    verb = VERBS.get((row.kind, row.state))
    if verb is None:
        return None
    what, waits = verb
    if waits and row.kind == "objective" and (row.due is None or row.due > on):
        return None
    return Line(what, row, when_needed(row, on), promised_by(row), silent_days(row, on))


def promised_by(row: Record) -> date | None:
    """The day of a record; for a report nobody has taken yet the day by which whoever reported has an answer."""
    if row.due is None and (row.kind, row.state) == ("issue", "reported"):
        return answered_by(timezone.localtime(row.created_at).date())
    return row.due


def when_needed(row: Record, on: date) -> When:
    """Now: due, or asking for an answer from its first day. Soon: within two weeks."""
    if (row.kind, row.state) in AT_ONCE or (row.due is not None and row.due <= on):
        return When.NOW
    return When.SOON if row.due is not None and row.due <= on + SOON else When.LATER


def silent_days(row: Record, on: date) -> int:
    """Days since anything happened to something that is overdue; 0 where it is not, or moves."""
    if row.due is None or row.due >= on:
        return 0
    quiet = (on - timezone.localtime(row.changed_at).date()).days
    return quiet if quiet > QUIET else 0


def _to_triage(person: Person, on: date) -> Iterator[Line]:
    if not any(person.may(Right.TRIAGE, path) for _role, path in person.grants):
        return
    for issue in waiting_for_triage(person)[:50]:
        yield Line(_("Accept or decline"), issue, When.NOW, promised_by(issue), silent_days(issue, on))


def _to_attend(person: Person, on: date) -> Iterator[Line]:
    rows = Attendance.objects.filter(person=person, presence=Presence.INVITED, review__state="planned")
    for row in rows.select_related("review__unit", "review__owner")[:50]:
        yield Line(_("Attend"), row.review, when_needed(row.review, on), row.review.due)


def _values_missing(person: Person, on: date) -> Iterator[Line]:
    if not any(person.may(Right.ENTER, path) for _role, path in person.grants):
        return
    for series in late_series(person, on).filter(indicator__owner=person)[:50]:
        yield Line(_("Bring in the missing value"), series.indicator, When.NOW, None, 0, series)

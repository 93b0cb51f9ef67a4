"""The leader's one page: what really changed, what needs me, where we are going, did it work, where it is silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from pilothouse.bridge.alignment import Aim, Share, aims, share_of
from pilothouse.bridge.changes import Changed, recent_signals, what_changed
from pilothouse.bridge.coverage import Coverage, coverage_of
from pilothouse.bridge.my_work import (
    VERBS,
    Line,
    When,
    answer_line,
    climbed_lines,
    input_lines,
    lines_of,
    untaken_since,
    urgency,
)
from pilothouse.bridge.waiting import MOST, OVERDUE, live
from pilothouse.bridge.worked_out import WorkedOut, worked_out
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.climbing import contract
from pilothouse.records.models import Record
from pilothouse.reviews.queries import (
    UnreadInput,
    Worked,
    decisions_told,
    waiting_for_answer,
    waits_for_answer,
)
from pilothouse.risks.queries import NotBorne

UNANSWERED = timedelta(days=7)


@dataclass(frozen=True)
class Need:
    """Something that needs the leader: their own, or somebody else's that has climbed to them by the contract."""

    line: Line
    climbed: bool
    late: int


@dataclass(frozen=True)
class Silence:
    """Where nothing happens although it should. `weakly` counts live decisions that rest on numbers with a weak label;
    `more` says that there is more overdue than was read; `inputs` are those of management review that nobody brings or
    looks at, told to those who see the whole. `shared` counts changes of several units judged as one set, of the last
    five weeks, for which nothing is raised.
    """

    signals: list[Signal]
    actions: list[Record]
    decisions: list[Record]
    reports: list[Record]
    requests: list[Record]
    ownerless: list[Record]
    unwatched: list[Record]
    stale: int
    weakly: int
    more: bool
    next_review: Record | None
    inputs: list[UnreadInput]
    shared: int


@dataclass(frozen=True)
class Helm:
    """The bridge at one moment, for one person; `fallen` are assumptions that no longer hold, `not_borne` is what a bad
    year may cost where that lies beyond the appetite, for those who steer.
    """

    at: datetime
    today: date
    coverage: Coverage
    changed: Changed
    needs: list[Need]
    aims: list[Aim]
    fallen: list[Record]
    worked: Worked
    silence: Silence
    not_borne: NotBorne | None

    @property
    def share(self) -> Share:
        """How many objectives are tied to fresh values and worked on."""
        return share_of(self.aims)


def helm(person: Person, now: datetime) -> Helm:
    """Everything the bridge shows, by ten queries at most, whatever the size.

    Its day is that of the zone the door has set.
    """
    today = timezone.localtime(now).date()
    coverage = coverage_of(person, today)
    signals = recent_signals(person, now, coverage.rows)
    waiting = _waiting(person, today)
    rows = worked_out(person, today, frozenset(row.series for row in coverage.rows))
    worked, weakly = decisions_told(person, today, coverage.weak)
    return Helm(
        at=now,
        today=today,
        coverage=coverage,
        changed=what_changed(signals, now, today, coverage, rows.fap60),
        needs=_needs(person, waiting, rows.unread, today),
        aims=aims(person, today),
        fallen=[row for row in waiting if (row.kind, row.state) == ("assumption", "fallen")],
        worked=worked,
        silence=_silence(waiting, signals, coverage, now, weakly, rows, whole=person.paths_seen is None),
        not_borne=rows.not_borne if _steers(person) else None,
    )


def _steers(person: Person) -> bool:
    return person.may_everywhere(Right.DECIDE) or person.may_everywhere(Right.TRIAGE)


def _waiting(person: Person, today: date) -> list[Record]:
    """Live records that are overdue or mine, reports nobody has taken, all processes, and reviews to come.

    Two queries, each served by the indexes of live records.
    """
    rows = (*OVERDUE.rows(person, today), *_REST.rows(person, today, person.pk))
    return list({row.pk: row for row in rows}.values())


def _mine_or_frame(owner: int, today: date) -> Q:
    mine = Q(owner=owner, kind__in=sorted({kind for kind, _state in VERBS}))
    frame = Q(kind="process", state="live") | Q(kind="review", state="planned") | Q(kind="issue", state="reported")
    asked = Q(kind="request") & waiting_for_answer(today)
    return mine | frame | asked | Q(kind="assumption", state="fallen")


_REST = KeptSight[Record](lambda person, today, owner: live(person, today).filter(_mine_or_frame(owner, today))[:MOST])


def _needs(person: Person, waiting: Sequence[Record], unread: Sequence[UnreadInput], today: date) -> list[Need]:
    held = contract()
    asked = [line for row in waiting if _asked_of(person, row) for line in lines_of(row, today, held)]
    asked += climbed_lines(person, [row for row in waiting if row.due and row.due < today], held, today)
    asked += [answer_line(row, today) for row in waiting if _may_answer(person, row, today)]
    asked += input_lines(person, unread, held, today)
    # What is needed now and no more, as in my work and the mail.
    now = (line for line in asked if line.when is When.NOW)
    return sorted((Need(line, line.to_me, _late(line, today)) for line in now), key=_pressing)


def _pressing(need: Need) -> tuple[Any, ...]:
    """One's own first, of these what a risk warns of; inputs of the next review after everything else."""
    row = need.line.record
    return need.climbed, isinstance(row, UnreadInput), not _tripped(row), urgency(need.line)


def _may_answer(person: Person, row: Record, today: date) -> bool:
    return waits_for_answer(row, today) and person.may(Right.DECIDE, row.unit.path)


def _tripped(row: Record | UnreadInput) -> bool:
    return (row.kind, row.state) == ("risk", "tripped")


def _asked_of(person: Person, row: Record) -> bool:
    return row.owner_id == person.pk or (_untaken(row) and person.may(Right.TRIAGE, row.unit.path))


def _untaken(row: Record) -> bool:
    return (row.kind, row.state) == ("issue", "reported")


def _late(line: Line, today: date) -> int:
    return (today - line.due).days if line.record.due and line.due and line.due < today else 0


def _silence(
    waiting: Sequence[Record],
    signals: Sequence[Signal],
    coverage: Coverage,
    now: datetime,
    weakly: int,
    kept: WorkedOut,
    *,
    whole: bool,
) -> Silence:
    today = timezone.localtime(now).date()
    processes = [row for row in waiting if row.kind == "process"]
    reviews = [row for row in waiting if row.kind == "review" and row.due and row.due >= today]
    return Silence(
        signals=[signal for signal in signals if not signal.ended and signal.created_at < now - UNANSWERED],
        actions=_overdue(waiting, "action", today),
        decisions=_overdue(waiting, "decision", today),
        reports=[row for row in waiting if _untaken(row) and untaken_since(row) < today],
        requests=[row for row in waiting if waits_for_answer(row, today) and row.due and row.due < today],
        ownerless=[row for row in processes if row.owner_id is None],
        unwatched=[row for row in processes if row.pk not in coverage.processes],
        stale=coverage.stale,
        weakly=weakly,
        more=sum(row.due is not None and row.due < today for row in waiting) >= MOST,
        next_review=min(reviews, key=lambda row: (row.due or today, row.pk), default=None),
        inputs=kept.unread if whole else [],
        shared=kept.untaken,
    )


def _overdue(waiting: Sequence[Record], kind: str, today: date) -> list[Record]:
    """Records of a kind whose day has passed, and what was promised is not done."""
    return [row for row in waiting if row.kind == kind and row.late(today)]

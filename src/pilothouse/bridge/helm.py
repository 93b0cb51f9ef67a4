"""The leader's one page: what really changed, what needs me, where we are going, did it work, where it is silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from pilothouse.bridge.alignment import Aim, Share, aims, dangers_in, share_of
from pilothouse.bridge.causes import Cause, causes_of
from pilothouse.bridge.changes import Changed, recent_signals, what_changed
from pilothouse.bridge.coverage import Coverage, coverage_of
from pilothouse.bridge.my_work import VERBS, untaken_since
from pilothouse.bridge.needs import Asking, Need, needs_of, untaken
from pilothouse.bridge.unraised import unraised
from pilothouse.bridge.waiting import MOST, OVERDUE, live
from pilothouse.bridge.worked_out import WorkedOut, worked_out
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision
from pilothouse.reviews.queries import (
    UnreadInput,
    Worked,
    decisions_told,
    judged_lately,
    waiting_for_answer,
    waits_for_answer,
)
from pilothouse.reviews.rules import InDanger
from pilothouse.risks.queries import NotBorne
from pilothouse.risks.unborne import not_accepted

UNANSWERED = timedelta(days=7)


@dataclass(frozen=True)
class Silence:
    """Where nothing happens although it should. `weakly` counts live decisions that rest on numbers with a weak label;
    `more` says that there is more overdue than was read; `inputs` are those of management review that nobody brings or
    looks at, told to those who see the whole. `shared` counts events that several units share, of the last five
    weeks, for which nothing is raised.
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
    """The bridge at one moment, for one person; `causes` say by objective what explains its danger, `judged` are
    the decisions judged last, `fallen` assumptions that no longer hold; `not_borne` is what a bad
    year may cost where that lies beyond the appetite, for those who steer.
    """

    at: datetime
    today: date
    coverage: Coverage
    changed: Changed
    needs: list[Need]
    aims: list[Aim]
    causes: Mapping[int, list[Cause]]
    fallen: list[Record]
    worked: Worked
    judged: list[Decision]
    silence: Silence
    not_borne: NotBorne | None

    @property
    def danger(self) -> InDanger:
        """How many objectives are in danger, and why."""
        return dangers_in(self.aims)

    @property
    def share(self) -> Share:
        """How many objectives are tied to fresh values and worked on."""
        return share_of(self.aims)


def helm(person: Person, now: datetime) -> Helm:
    """Everything the bridge shows, by twenty queries at most, whatever the size.

    Its day is that of the zone the door has set.
    """
    today = timezone.localtime(now).date()
    coverage = coverage_of(person, today)
    signals = recent_signals(person, now, coverage.rows)
    waiting = _waiting(person, today)
    rows = worked_out(person, today, frozenset(row.series for row in coverage.rows))
    worked, weakly = decisions_told(person, today, coverage.weak)
    found = aims(person, today)
    beyond = not_accepted(person, today) if _decides(person) else []
    return Helm(
        at=now,
        today=today,
        coverage=coverage,
        changed=what_changed(signals, now, today, coverage, rows.fap60),
        needs=needs_of(person, Asking(waiting, rows.unread, found, beyond), today),
        aims=found,
        causes=causes_of(person, found),
        fallen=[row for row in waiting if (row.kind, row.state) == ("assumption", "fallen")],
        worked=worked,
        judged=judged_lately(person) if worked.judged else [],
        silence=_silence(waiting, signals, coverage, now, weakly, rows, person),
        not_borne=rows.not_borne if _steers(person) else None,
    )


def _decides(person: Person) -> bool:
    return any(person.may(Right.DECIDE, path) for _role, path in person.grants)


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


def _silence(
    waiting: Sequence[Record],
    signals: Sequence[Signal],
    coverage: Coverage,
    now: datetime,
    weakly: int,
    kept: WorkedOut,
    person: Person,
) -> Silence:
    today = timezone.localtime(now).date()
    processes = [row for row in waiting if row.kind == "process"]
    reviews = [row for row in waiting if row.kind == "review" and row.due and row.due >= today]
    return Silence(
        signals=[signal for signal in signals if not signal.ended and signal.created_at < now - UNANSWERED],
        actions=_overdue(waiting, "action", today),
        decisions=_overdue(waiting, "decision", today),
        reports=[row for row in waiting if untaken(row) and untaken_since(row) < today],
        requests=[row for row in waiting if waits_for_answer(row, today) and row.due and row.due < today],
        ownerless=[row for row in processes if row.owner_id is None],
        unwatched=[row for row in processes if row.pk not in coverage.processes],
        stale=coverage.stale,
        weakly=weakly,
        more=sum(row.due is not None and row.due < today for row in waiting) >= MOST,
        next_review=min(reviews, key=lambda row: (row.due or today, row.pk), default=None),
        inputs=kept.unread if person.paths_seen is None else [],
        shared=unraised(person, signals, coverage, kept, now, today),
    )


def _overdue(waiting: Sequence[Record], kind: str, today: date) -> list[Record]:
    """Records of a kind whose day has passed, and what was promised is not done."""
    return [row for row in waiting if row.kind == kind and row.late(today)]

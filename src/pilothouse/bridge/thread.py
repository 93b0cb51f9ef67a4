"""The thread: the story of any record, from the signal to the verified effect, with every wait between."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import timezone

from pilothouse.bridge.details import details_of
from pilothouse.bridge.story import Story, story_of
from pilothouse.measures.models import Series
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.records.models import Record
from pilothouse.records.states import State, Text

ORDER = (
    "signal",
    "answer",
    "review",
    "risk",
    "opportunity",
    "issue",
    "cause",
    "decision",
    "action",
    "done",
    "effect",
    "end",
)
KINDS = {"verification": "effect"}


@dataclass(frozen=True)
class Knot:
    """One thing that happened. `kind` is one of ORDER (or another kind of record); `record` is whose page tells more.

    `mark` is better, worse, needs, unknown, same, early or ""; `note` one line; `current`: the reader is here.
    `series` is whose number the title tells, where the reader sees it.
    """

    when: date
    kind: str
    title: Text
    record: Record
    mark: str = ""
    state: Text = ""
    note: Text = ""
    numbered: bool = True
    current: bool = False
    depth: int = 0
    series: Series | None = None

    @property
    def owner(self) -> Person | None:
        """Who answers for it; only said where the knot is the record itself."""
        return self.record.owner if self.numbered else None


@dataclass(frozen=True)
class Thread:
    """A story in the order of time.

    `live` are its records that have not ended (what belongs to the frame lives on without waiting for anything),
    `silent_since` is the day of the last knot where something still lives: the wait that goes on.
    """

    record: Record
    knots: list[Knot] = field(default_factory=list)
    live: list[Record] = field(default_factory=list)
    about: Record | None = None

    @property
    def silent_since(self) -> date | None:
        """The day since which nothing has happened in a story that is not over."""
        return max(knot.when for knot in self.knots) if self.live and self.knots else None

    @property
    def days(self) -> int:
        """From the first knot to the last, in days."""
        return (self.knots[-1].when - self.knots[0].when).days if self.knots else 0


def thread(record: Record, person: Person) -> Thread:
    """The whole story with what was found, named, done, forecast and proved. At most six queries at any length."""
    story = story_of(record, person)
    knots = [_own(row, story, record) for row in story.records]
    details = details_of(story.records)
    knots = [replace(knot, **details.changes.get(knot.record.pk, {})) for knot in knots]
    knots += [
        Knot(record=more.record, numbered=False, depth=min(story.depths.get(more.record.pk, 0), 1), **more.values)
        for more in details.events
    ]
    hidden = [knot.series is not None and not sees(person, knot.series) for knot in knots]
    knots = [replace(knot, series=None) if unseen else knot for knot, unseen in zip(knots, hidden, strict=True)]
    return _thread(record, story, knots)


def strip(story: Story, record: Record) -> Thread:
    """The same story, short: its records only, from the one query that read them."""
    return _thread(record, story, [_own(row, story, record) for row in story.records])


def _thread(record: Record, story: Story, knots: list[Knot]) -> Thread:
    knots.sort(key=lambda knot: (knot.when, _rank(knot), not knot.numbered, knot.record.pk))
    live = [row for row in story.records if not row.ended and not row.everyone]
    return Thread(record, knots, live, story.about)


def _rank(knot: Knot) -> int:
    if knot.kind == "answer" and knot.record.kind == "issue":
        return ORDER.index("issue")  # contained on the day it came up: told after the issue itself
    return ORDER.index(knot.kind) if knot.kind in ORDER else len(ORDER)


def _own(row: Record, story: Story, here: Record) -> Knot:
    standing = row.standing
    return Knot(
        when=_moment(row),
        kind=KINDS.get(row.kind, row.kind),
        title=row.title,
        record=row,
        mark=mark_of(standing, waiting=row.kind == "verification" and not row.ended),
        state=standing.label,
        current=row.pk == here.pk,
        depth=min(story.depths.get(row.pk, 0), 1),
    )


def _moment(row: Record) -> date:
    """When a record stands in the story: an effect when it was judged, everything else when it came up."""
    if row.kind == "verification" and row.ended_at:
        return local(row.ended_at)
    return local(row.created_at)


def mark_of(standing: State, *, waiting: bool = False) -> str:
    """The mark of a state: its tone, or that it cannot be told, made no change, or is too early."""
    if waiting:
        return "early"
    if standing.tone != "quiet":
        return str(standing.tone)
    return {"cannot_be_told": "unknown", "no_change": "same", "too_early": "early"}.get(standing.name, "")


def local(moment: datetime) -> date:
    """The day of a moment in the zone that the door has set."""
    return timezone.localtime(moment).date()

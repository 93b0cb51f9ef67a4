"""The shapes that components take: plain values, so that the kit knows no model."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Crumb:
    """One step of the line of sight above a title."""

    label: Any
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """A link to a sibling view of the same thing."""

    label: Any
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Knot:
    """One record in a thread.

    `kind` is one of signal, answer, issue, cause, action, decision, review, effect, note; `mark` one of
    better, worse, needs, unknown, same, early or "". `who` is a name or a person; `state` a word; `trust` the label
    of the number that the title tells.
    """

    when: dt.date
    kind: str
    title: Any
    number: str = ""
    url: str = ""
    mark: str = ""
    kind_word: Any = ""
    state: Any = ""
    who: Any = None
    note: Any = ""
    current: bool = False
    depth: int = 0
    trust: Any = ""


@dataclass(frozen=True)
class Stretch:
    """A knot with the wait before it: `gap` in days since the knot above, None for the first."""

    knot: Knot
    gap: int | None

    @property
    def long(self) -> bool:
        """A wait of more than four weeks: drawn so that it shows."""
        return self.gap is not None and self.gap > 28


def stretched(knots: Iterable[Knot]) -> list[Stretch]:
    """Knots in the order given, each with the days waited since the one before it (never below 0)."""
    out: list[Stretch] = []
    for knot in knots:
        gap = (local_day(knot.when) - local_day(out[-1].knot.when)).days if out else None
        out.append(Stretch(knot, gap if gap is None else max(gap, 0)))
    return out


def local_day(when: dt.date) -> dt.date:
    """The day of a date or a moment; of a moment with a zone, where the organisation is."""
    if not isinstance(when, dt.datetime):
        return when
    return timezone.localdate(when) if timezone.is_aware(when) else when.date()


@dataclass(frozen=True)
class Change:
    """One field that an act changed."""

    label: Any
    before: Any
    after: Any


@dataclass(frozen=True)
class HistoryLine:
    """One entry of the history: who did what, when, and why."""

    when: dt.datetime
    who: Any
    what: Any
    why: Any = ""
    changes: Sequence[Change] = field(default=())


@dataclass(frozen=True)
class NoteLine:
    """A note; `body` must already be sanitised markup (a `SafeString`), else it is shown as plain text."""

    when: dt.datetime
    who: Any
    body: Any


@dataclass(frozen=True)
class FileLine:
    """An attached file, offered as a download only; `size` in bytes."""

    name: str
    url: str
    size: int
    when: dt.datetime | None = None
    who: Any = None


@dataclass(frozen=True)
class Difference:
    """One field on which two people disagree: raw values for the form, words for the eye."""

    name: str
    label: Any
    theirs: str
    yours: str
    theirs_shown: Any = None
    yours_shown: Any = None
    # Where the one who came second left the field as it was, the other's value is the likelier choice.
    mine: bool = True

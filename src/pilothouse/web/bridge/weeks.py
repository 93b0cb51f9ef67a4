"""The weeks of the year in which several units changed together, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from pilothouse.bridge.changes import Change, CommonWeek
from pilothouse.measures.models import Signal
from pilothouse.measures.wording import period_in_words
from pilothouse.web.records.numbers import page_of


@dataclass(frozen=True)
class WeekLine:
    """A week in which several units changed together: which, in what, and whose answer it has. `open` counts signals
    that this person may answer.
    """

    tone: str
    week: str
    monday: Any
    units: str
    what: str
    signals: list["WeekSignal"]
    issues: list[tuple[str, str, str]]
    open: int


@dataclass(frozen=True)
class WeekSignal:
    """One of its signals; `open`: it waits, and this person may answer it."""

    text: str
    url: str
    code: str
    state: Any
    open: bool


def week_lines(weeks: Iterable[CommonWeek], may_answer: Callable[[Signal], bool]) -> list[WeekLine]:
    """Weeks for the eye; issues as (title, number, address)."""
    return [_week(week, may_answer) for week in weeks]


def _week(week: CommonWeek, may_answer: Callable[[Signal], bool]) -> WeekLine:
    count = len(week.changes)
    words = ngettext("%(count)d signal", "%(count)d signals", count) % {"count": count}
    signals = [_week_signal(change, may_answer) for change in week.changes]
    return WeekLine(
        tone=week.tone,
        week=period_in_words(week.week, "week", week.changes[0].today),
        monday=week.week,
        units=", ".join(week.units),
        what=f"{words}: {', '.join(week.indicators)}",
        signals=signals,
        issues=[(issue.title, issue.code, page_of(issue)) for issue in week.issues],
        open=sum(line.open for line in signals),
    )


def _week_signal(change: Change, may_answer: Callable[[Signal], bool]) -> WeekSignal:
    signal = change.signal
    return WeekSignal(
        text=f"{change.indicator.title}, {change.series.place}",
        url=page_of(signal),
        code=signal.code,
        state=signal.standing.label,
        open=not signal.ended and may_answer(signal),
    )

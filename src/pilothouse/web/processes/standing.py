"""How each process stands: the worst of its signals, of changes that go on, or why nobody can tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.charts.process_map import Mark
from pilothouse.improvement.models import Issue
from pilothouse.measures.models import Direction, Indicator, Signal
from pilothouse.measures.queries import running_series
from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.processes.models import Process


@dataclass(frozen=True)
class Standing:
    """A mark of the map ("worse", "better", "calm" or "gap") and its words; how many issues, and how many signals of a
    change for the worse, are open there.
    """

    mark: Mark
    words: str
    open_issues: int = 0
    losses: int = 0

    @property
    def issues(self) -> str:
        """“2 open issues”; "" for none."""
        count = self.open_issues
        return ngettext("%d open issue", "%d open issues", count) % count if count else ""

    @property
    def trouble(self) -> Mark | None:
        """The mark of what is open there, on what the process hands over: a loss before an issue."""
        if self.losses:
            return "worse"
        return "changed" if self.open_issues else None

    @property
    def trouble_words(self) -> str:
        """“1 open signal for the worse, 2 open issues”; "" where nothing is open."""
        count = self.losses
        signals = ngettext("%d open signal for the worse", "%d open signals for the worse", count) % count
        return ", ".join(part for part in (signals if count else "", self.issues) if part)

    @property
    def kit_mark(self) -> str:
        """The same as a mark of the kit; "" where nothing stands out."""
        return {"worse": "worse", "better": "better", "gap": "needs"}.get(self.mark, "")


def standings(processes: Sequence[Process], person: Person, on: date) -> dict[int, Standing]:
    """The standing of each process by its key on a day, as far as the person may see its series. One query."""
    keys = [process.pk for process in processes]
    found = Counter[tuple[int, int, bool]](_FOUND.rows(person, keys, on))
    return {key: _of(key, found) for key in keys}


_MEASURED, _OPEN, _LASTING, _ISSUES = range(4)
_BETTER = Case(
    When(indicator__direction=Direction.UP, reading__change=1, then=True),
    When(indicator__direction=Direction.DOWN, reading__change=-1, then=True),
    default=False,
)


def _found(person: Person, keys: list[int], on: date) -> "QuerySet[Any]":
    """(process, what, for the better) of all indicators, of open signals and issues, and of series that go on changing,
    whoever has answered.
    """
    indicators = Indicator.objects.live().filter(process__in=keys)
    signals = Signal.objects.seen_by(person).filter(ended_at=None, series__indicator__process__in=keys)
    changing = running_series(person, on).filter(indicator__process__in=keys, reading__change__in=(-1, 1))
    issues = Issue.objects.seen_by(person).filter(ended_at=None, process__in=keys)
    return indicators.values_list("process_id", Value(_MEASURED), Value(False)).union(
        issues.values_list("process_id", Value(_ISSUES), Value(False)),
        signals.values_list("series__indicator__process_id", Value(_OPEN), "better"),
        changing.order_by().values_list("indicator__process_id", Value(_LASTING), _BETTER),
        all=True,
    )


_FOUND = KeptSight[Any](_found)


def _of(key: int, found: Counter[tuple[int, int, bool]]) -> Standing:
    return replace(_judged(key, found), open_issues=found[key, _ISSUES, False], losses=found[key, _OPEN, False])


def _judged(key: int, found: Counter[tuple[int, int, bool]]) -> Standing:
    worse, better = ((found[key, _OPEN, side], found[key, _LASTING, side]) for side in (False, True))
    if standing := _standing(worse, better):
        return standing
    measured = found[key, _MEASURED, False]
    return Standing("calm", _("no open signal")) if measured else Standing("gap", _("no indicator"))


def _standing(worse: tuple[int, int], better: tuple[int, int]) -> Standing | None:
    """The worst of (open signals, series that go on changing) to each side: an explained loss is a loss."""
    if worse[0]:
        return Standing("worse", ngettext("worse, %d open signal", "worse, %d open signals", worse[0]) % worse[0])
    if worse[1]:
        words = ngettext("worse in %d series", "worse in %d series", worse[1])
        return Standing("worse", words % worse[1])
    if better[0]:
        return Standing("better", ngettext("better, %d open signal", "better, %d open signals", better[0]) % better[0])
    if better[1]:
        words = ngettext("better in %d series", "better in %d series", better[1])
        return Standing("better", words % better[1])
    return None

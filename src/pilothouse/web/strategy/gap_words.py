"""Gaps between strategy and work as people read them, each with what mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.graph.gaps import Hole
from pilothouse.bridge.graph.wording import HEADS, given_up, pulled, work_of
from pilothouse.measures.chains import Missing
from pilothouse.measures.models import Series
from pilothouse.measures.pulls import Pull
from pilothouse.records.models import Record
from pilothouse.web.records.detail import may
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest

WHYS: Mapping[Missing, Any] = {
    Missing.OBJECTIVE_OWNER: gettext_lazy("What everybody wants and nobody answers for does not come."),
    Missing.OBJECTIVE_INDICATOR: gettext_lazy(
        "Nobody could say whether it came: neither it nor one below is measured."
    ),
    Missing.OBJECTIVE_TARGET: gettext_lazy("It is measured, but nobody has said which value is wanted by when."),
    Missing.OBJECTIVE_GIVEN_UP: gettext_lazy(
        "Its last target has ended and no other was set: nobody says any more which value is wanted by when."
    ),
    Missing.OBJECTIVE_LAPSED: gettext_lazy(
        "The day by which the value was wanted has passed: judge whether it came, then set another target or end the "
        "objective."
    ),
    Missing.OBJECTIVE_ENDED: gettext_lazy(
        "The series of its target has ended, or its indicator is retired: nobody will see whether the target is met."
    ),
    Missing.OBJECTIVE_VALUES: gettext_lazy("The value that is due by now has not come: nobody knows where it stands."),
    Missing.OBJECTIVE_WORK: gettext_lazy(
        "It is measured, and nothing follows: no live action, no decision still to be carried out, and nobody has said "
        "that it is borne for now."
    ),
    Missing.AGAINST: gettext_lazy(
        "While one went as wanted the other went the wrong way, more often than by chance. It is not proof that one "
        "drives the other, but somebody should say which comes first."
    ),
    Missing.INDICATOR_PROCESS: gettext_lazy("A number that no process answers for is looked at, and nothing follows."),
    Missing.PROCESS_OWNER: gettext_lazy("Where it goes wrong nobody is asked."),
    Missing.PROCESS_INDICATOR: gettext_lazy("How it goes is told by nothing that is measured now."),
    Missing.WORK: gettext_lazy(
        "Open issues and planned actions from which no line leads to a live objective: say what they serve, or let "
        "them go."
    ),
}
# What mends a gap: the words, the rest of the address of the record, and the operation whose right it takes.
_MENDS: Mapping[Missing, tuple[Any, str, str]] = {
    Missing.OBJECTIVE_OWNER: (gettext_lazy("Name an owner"), "owner/", "record.handed_over"),
    Missing.OBJECTIVE_INDICATOR: (gettext_lazy("Link an indicator"), "measure/", "objective.changed"),
    Missing.OBJECTIVE_TARGET: (gettext_lazy("Set a target"), "target/", "objective.changed"),
    Missing.OBJECTIVE_GIVEN_UP: (gettext_lazy("Set another target"), "target/", "objective.changed"),
    Missing.OBJECTIVE_LAPSED: (gettext_lazy("Set another target"), "target/", "objective.changed"),
    Missing.OBJECTIVE_ENDED: (gettext_lazy("Set another target"), "target/", "objective.changed"),
    Missing.OBJECTIVE_VALUES: (gettext_lazy("See which series is late"), "#sight", ""),
    Missing.INDICATOR_PROCESS: (gettext_lazy("Name its process"), "edit/", "indicator.changed"),
    Missing.PROCESS_OWNER: (gettext_lazy("Name an owner"), "owner/", "record.handed_over"),
    Missing.WORK: (gettext_lazy("Say what it serves"), "serve/", "record.linked"),
}
MOST = 50  # lines of one kind on the page; the file has them all


@dataclass(frozen=True)
class GapLine:
    """One gap as a row: the record, what more is to be said of it, and the link that mends it (empty where the person
    may not).
    """

    hole: Hole
    said: str
    mend: Any = ""
    url: str = ""

    @property
    def record(self) -> Record:
        """Where something is missing."""
        return self.hole.record


@dataclass(frozen=True)
class GapGroup:
    """All gaps of one kind."""

    missing: Missing
    lines: Sequence[GapLine]

    @property
    def head(self) -> Any:
        """What is missing."""
        return HEADS[self.missing]

    @property
    def why(self) -> Any:
        """Why somebody should care."""
        return WHYS[self.missing]

    @property
    def shown(self) -> Sequence[GapLine]:
        """As many as a page bears."""
        return self.lines[:MOST]

    @property
    def more(self) -> int:
        """How many further ones there are."""
        return len(self.lines) - len(self.shown)


def gap_line(request: PilotRequest, hole: Hole, series: Mapping[int, Series]) -> GapLine:
    """The row of one gap, for the person who asks."""
    return GapLine(hole, said_of(hole, series), *_mend(request, hole))


def _mend(request: PilotRequest, hole: Hole) -> tuple[Any, str]:
    if hole.missing is Missing.AGAINST:
        allowed = may(request, "decision.made", hole.record)
        return (_("Decide which comes first"), f"/reviews/decide/?about={hole.record.code}") if allowed else ("", "")
    if hole.missing is Missing.OBJECTIVE_WORK:
        return _mend_idle(request, hole.record)
    if hole.missing is Missing.PROCESS_INDICATOR:
        allowed = may(request, "indicator.defined", hole.record)
        link = f"/performance/indicators/new/?process={hole.record.code}"
        return (_("Define an indicator"), link) if allowed else ("", "")
    words, rest, right = _MENDS[hole.missing]
    if right and not may(request, right, hole.record):
        return "", ""
    return words, page_of(hole.record) + rest


def _mend_idle(request: PilotRequest, objective: Record) -> tuple[Any, str]:
    """Who decides there decides about it; who may only plan work plans some."""
    if may(request, "decision.made", objective):
        return _("Decide about it"), f"/reviews/decide/?about={objective.code}"
    if may(request, "action.planned", objective):
        return _("Plan an initiative"), f"{page_of(objective)}initiative/"
    return "", ""


def said_of(hole: Hole, series: Mapping[int, Series]) -> str:
    """What is to be said beside the record; "" where its title says it all."""
    if hole.pull is not None and hole.other is not None:
        return pull_in_words(hole.pull, series)
    if hole.gone is not None and hole.gone.ended_at is not None:
        return given_up(localtime(hole.gone.ended_at).date(), hole.gone.ended_why)
    if hole.missing is Missing.WORK:
        return work_of(hole.record.kind)
    return ""


def pull_in_words(pull: Pull, series: Mapping[int, Series]) -> str:
    """How two objectives pull apart, by what their series did."""
    one, other = (str(series[demand.series]) for demand in (pull.one, pull.other))
    return pulled(one, other, against=pull.against, moves=pull.moves, frequency=pull.one.frequency)

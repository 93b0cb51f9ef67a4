"""Gaps between strategy and work as people read them, each with what mends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.bridge.graph.gaps import Alignment, Hole, Missing
from pilothouse.bridge.graph.rules import FEWEST_MOVES, Demand, Pull, Pulls
from pilothouse.improvement.models import Issue
from pilothouse.measures.models import Series
from pilothouse.records.models import Record
from pilothouse.web.kit.components.marks import num
from pilothouse.web.records.detail import may
from pilothouse.web.records.numbers import page_of
from pilothouse.web.shell.middleware import PilotRequest

HEADS: Mapping[Missing, Any] = {
    Missing.OBJECTIVE_OWNER: gettext_lazy("Objective that nobody answers for"),
    Missing.OBJECTIVE_INDICATOR: gettext_lazy("Objective without an indicator"),
    Missing.OBJECTIVE_TARGET: gettext_lazy("Objective without a target"),
    Missing.OBJECTIVE_GIVEN_UP: gettext_lazy("Objective whose target was given up"),
    Missing.OBJECTIVE_LAPSED: gettext_lazy("Objective whose target has lapsed"),
    Missing.OBJECTIVE_ENDED: gettext_lazy("Objective whose target is measured no longer"),
    Missing.OBJECTIVE_VALUES: gettext_lazy("Objective without fresh values"),
    Missing.OBJECTIVE_WORK: gettext_lazy("Objective out of reach or missing its target, and nobody works on it"),
    Missing.AGAINST: gettext_lazy("Objectives that pull apart"),
    Missing.INDICATOR_PROCESS: gettext_lazy("Indicator without a process"),
    Missing.PROCESS_OWNER: gettext_lazy("Process without an owner"),
    Missing.PROCESS_INDICATOR: gettext_lazy("Process without an indicator"),
    Missing.WORK: gettext_lazy("Work that serves no objective"),
}
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


def shares_told(found: Alignment) -> list[tuple[str, str]]:
    """The number and the rest of its sentence: how many are measured without a break, and on how many somebody works.
    None where no objective is live.
    """
    if not found.every:
        return []
    measured = ngettext(
        "objective has an unbroken chain to fresh values (%(share)s %%)",
        "objectives have an unbroken chain to fresh values (%(share)s %%)",
        found.every,
    )
    worked = ngettext("is worked on now (%(share)s %%)", "are worked on now (%(share)s %%)", found.acted)
    return [
        (_("%(part)d of %(every)d") % {"part": part, "every": found.every},
         words % {"share": num(100.0 * part / found.every, 0)})
        for part, words in ((found.whole, measured), (found.acted, worked))
    ]  # fmt: skip


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
        told = _("given up on %(day)s") % {"day": date_format(localtime(hole.gone.ended_at), "j F Y")}
        return f"{told}: {hole.gone.ended_why}" if hole.gone.ended_why else told
    if hole.missing is Missing.WORK:
        return str(Issue.KIND.label if hole.record.kind == Issue.KIND.name else _("action"))
    return ""


def pull_in_words(pull: Pull, series: Mapping[int, Series]) -> str:
    """“Departures on time, LGA and Cancellations, LGA: one went as wanted, the other wrong, in 58 of 80 weeks”."""
    counted = {"against": pull.against, "moves": pull.moves, "periods": _periods(pull.one)}
    names = {"one": _name(series, pull.one), "other": _name(series, pull.other)}
    words = _(
        "%(one)s and %(other)s: one went as wanted, the other the wrong way, in %(against)d of %(moves)d %(periods)s"
    )
    return words % {**names, **counted}


def _name(series: Mapping[int, Series], demand: Demand) -> str:
    return str(series[demand.series])


def _periods(demand: Demand) -> Any:
    return {
        "day": _("days"), "week": _("weeks"), "month": _("months"), "quarter": _("quarters"), "year": _("years"),
    }[demand.frequency]  # fmt: skip


def pulls_told(pulls: Pulls) -> str:
    """How far contradictions could be looked for; what could not is said too."""
    if not pulls.compared and not pulls.untold:
        return _("Whether objectives pull apart cannot be told: fewer than two have a target on a series you may see.")
    words = {"compared": pulls.compared, "untold": pulls.untold, "fewest": FEWEST_MOVES}
    told = []
    if pulls.compared:
        found = "" if pulls.found else _(", and none pulls apart more often than by chance")
        told.append(
            ngettext(
                "%(compared)d pair of targets was compared", "%(compared)d pairs of targets were compared",
                pulls.compared,
            ) % words + f"{found}."
        )  # fmt: skip
    if pulls.untold:
        untold = ngettext(
            "Of %(untold)d pair it cannot be told: fewer than %(fewest)d periods in common in which both moved.",
            "Of %(untold)d pairs it cannot be told: fewer than %(fewest)d periods in common in which both moved.",
            pulls.untold,
        )
        told.append(untold % words)
    return " ".join(told)

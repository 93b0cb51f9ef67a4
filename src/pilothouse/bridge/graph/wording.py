"""Chains of alignment and their gaps as people read them, on pages and in packs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.bridge.alignment import Share
from pilothouse.improvement.models import Issue
from pilothouse.measures.chains import Gap, Missing
from pilothouse.measures.numerals import number
from pilothouse.measures.pulls import FEWEST_MOVES

GAPS = {
    Gap.OWNER: gettext_lazy("nobody answers for it"),
    Gap.INDICATOR: gettext_lazy("no indicator"),
    Gap.TARGET: gettext_lazy("no target"),
    Gap.GIVEN_UP: gettext_lazy("it has no target any more"),
    Gap.LAPSED: gettext_lazy("the day of its target has passed"),
    Gap.PROCESS: gettext_lazy("its indicator belongs to no process"),
    Gap.PROCESS_OWNER: gettext_lazy("its process has no owner"),
    Gap.ENDED: gettext_lazy("the series of its target has ended"),
    Gap.VALUES: gettext_lazy("no fresh values"),
    Gap.BELOW: gettext_lazy("broken in each one below it"),
}
HEADS: Mapping[Missing, Any] = {
    Missing.OBJECTIVE_OWNER: gettext_lazy("Objective that nobody answers for"),
    Missing.OBJECTIVE_INDICATOR: gettext_lazy("Objective without an indicator"),
    Missing.OBJECTIVE_TARGET: gettext_lazy("Objective without a target"),
    Missing.OBJECTIVE_GIVEN_UP: gettext_lazy("Objective that has no target any more"),
    Missing.OBJECTIVE_LAPSED: gettext_lazy("Objective whose target has lapsed"),
    Missing.OBJECTIVE_ENDED: gettext_lazy("Objective whose target is measured no longer"),
    Missing.OBJECTIVE_VALUES: gettext_lazy("Objective without fresh values"),
    Missing.OBJECTIVE_WORK: gettext_lazy("Objective in danger or missing its target, and nobody works on it"),
    Missing.AGAINST: gettext_lazy("Objectives that pull apart"),
    Missing.INDICATOR_PROCESS: gettext_lazy("Indicator without a process"),
    Missing.PROCESS_OWNER: gettext_lazy("Process without an owner"),
    Missing.PROCESS_INDICATOR: gettext_lazy("Process without an indicator"),
    Missing.WORK: gettext_lazy("Work that serves no objective"),
}


def chain_said(gap: Gap | None) -> str:
    """Where a chain down to fresh values breaks first, or (None) that it does not."""
    return str(GAPS[gap]) if gap else _("unbroken")


def share_sentence(share: Share) -> str:
    """How many objectives are tied to fresh values and worked on."""
    if not share.every:
        return ""
    words = {"every": share.every, "whole": share.whole, "acted": share.acted}
    every = ngettext("%(every)d objective", "%(every)d objectives", share.every) % words
    if share.whole == share.every:
        parts = [_("each with an unbroken chain down to fresh values") if share.every > 1 else _("its chain unbroken")]
    else:
        parts = [_("%(whole)d with an unbroken chain down to fresh values") % words]
    parts.append(_("%(acted)d worked on") % words if share.acted else _("none worked on"))
    return _("%(every)s: %(parts)s.") % {"every": every, "parts": _(", ").join(parts)}


def shares_told(every: int, whole: int, acted: int) -> list[tuple[str, str]]:
    """The number and the rest of its sentence: how many are measured without a break, and on how many somebody works.
    None where no objective is live.
    """
    if not every:
        return []
    measured = ngettext(
        "objective has an unbroken chain to fresh values (%(share)s %%)",
        "objectives have an unbroken chain to fresh values (%(share)s %%)",
        every,
    )
    worked = ngettext("is worked on now (%(share)s %%)", "are worked on now (%(share)s %%)", acted)
    return [
        (_("%(part)d of %(every)d") % {"part": part, "every": every}, words % {"share": number(100.0 * part / every)})
        for part, words in ((whole, measured), (acted, worked))
    ]


def given_up(on: date, why: str) -> str:
    """That the last target of an objective was given up, and why; nobody says why where another took its place."""
    words = {"day": date_format(on, "j F Y"), "why": why}
    if why:
        return _("given up on %(day)s: %(why)s") % words
    return _("ended on %(day)s, when its series was given another target") % words


def work_of(kind: str) -> str:
    """What kind of work serves no objective."""
    return str(Issue.KIND.label if kind == Issue.KIND.name else _("action"))


def pulled(one: str, other: str, *, against: int, moves: int, frequency: str) -> str:
    """“Departures on time, LGA and Cancellations, LGA: one went as wanted, the other wrong, in 58 of 80 weeks”."""
    words = {"one": one, "other": other, "against": against, "moves": moves, "periods": _periods(frequency)}
    return (
        _("%(one)s and %(other)s: one went as wanted, the other the wrong way, in %(against)d of %(moves)d %(periods)s")
        % words
    )


def _periods(frequency: str) -> Any:
    return {
        "day": _("days"), "week": _("weeks"), "month": _("months"), "quarter": _("quarters"), "year": _("years"),
    }[frequency]  # fmt: skip


def pulls_told(found: int, compared: int, untold: int) -> str:
    """How far contradictions could be looked for; what could not is said too."""
    if not compared and not untold:
        return _("Whether objectives pull apart cannot be told: fewer than two have a target on a series you may see.")
    words = {"compared": compared, "untold": untold, "fewest": FEWEST_MOVES}
    told: list[str] = []
    if compared:
        apart = "" if found else _(", and none pulls apart more often than by chance")
        told.append(
            ngettext(
                "%(compared)d pair of targets was compared", "%(compared)d pairs of targets were compared",
                compared,
            ) % words + f"{apart}."
        )  # fmt: skip
    if untold:
        unknown = ngettext(
            "Of %(untold)d pair it cannot be told: fewer than %(fewest)d periods in common in which both moved.",
            "Of %(untold)d pairs it cannot be told: fewer than %(fewest)d periods in common in which both moved.",
            untold,
        )
        told.append(unknown % words)
    return " ".join(told)

"""What numbers and states of improvement say in plain words."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.bridge.figures import difference_unit, magnitude
from pilothouse.improvement.models import Action, Issue, Severity, Verification
from pilothouse.improvement.queries import Doing, Proposal, Why
from pilothouse.improvement.rules import foresight
from pilothouse.improvement.rules.grounds import Ground
from pilothouse.measures.models import Indicator
from pilothouse.spc.shift import FEWEST_BEFORE
from pilothouse.web.kit.components.marks import num, short_date, signed

MARKS = {"better": "better", "worse": "worse", "no_change": "same", "cannot_be_told": "unknown", "too_early": "early"}
VERDICTS = {
    "better": gettext_lazy("better"),
    "worse": gettext_lazy("worse"),
    "no_change": gettext_lazy("no change"),
    "cannot_be_told": gettext_lazy("cannot be told"),
    "too_early": gettext_lazy("too early"),
}

GROUNDS = {
    Ground.ANSWERS: gettext_lazy("answers signals that began in the same week"),
    Ground.INDICATOR: gettext_lazy("the same indicator"),
    Ground.WEEK: gettext_lazy("reported in the same week"),
    Ground.PROCESS: gettext_lazy("the same process"),
    Ground.UNIT: gettext_lazy("the same unit"),
}

# Why a risk may be what happened.
RISK_GROUNDS = {
    foresight.Ground.SERIES: gettext_lazy("it watches the same series"),
    foresight.Ground.PROCESS: gettext_lazy("the same process is at stake"),
    foresight.Ground.WORDS: gettext_lazy("it reads like it"),
}


def risk_grounds(grounds: Iterable[foresight.Ground]) -> str:
    """“it watches the same series, it reads like it”."""
    return ", ".join(str(RISK_GROUNDS[ground]) for ground in grounds)


def grounds_in_words(grounds: Iterable[Ground]) -> str:
    """“the same indicator · reported in the same week”."""
    return " · ".join(str(GROUNDS[ground]) for ground in grounds)


def effect_words(effect: float | None, low: float | None, high: float | None, indicator: Indicator) -> str:
    """“+5.1 points (95 %: +2.2 to +8.0)”; nothing where it could not be computed."""
    if effect is None or not math.isfinite(effect):
        return ""
    decimals = max(indicator.decimals, 1)
    text = f"{signed(effect, decimals)} {difference_unit(indicator)}"
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return text
    return _("%(effect)s (95 %%: %(low)s to %(high)s)") % {
        "effect": text, "low": signed(low, decimals), "high": signed(high, decimals),
    }  # fmt: skip


def proof_words(proof: Verification) -> str:
    """What became of a proof, in half a line."""
    return effect_words(proof.effect, proof.low, proof.high, proof.series.indicator)


def comparison(proof: Verification, proposal: Proposal, today: date) -> list[str]:
    """Before and after in sentences: the two means, the difference and its range, and what that range means."""
    indicator, shift = proof.series.indicator, proposal.shift
    decimals, unit = max(indicator.decimals, 1), indicator.unit_of_measure
    since = short_date(proof.changed_on, today)
    if not (math.isfinite(shift.before_mean) and math.isfinite(shift.after_mean)):
        return [_waiting(proof, proposal)]
    means = _("%(before)s %(unit)s before, over %(n)d values; %(after)s %(unit)s since %(since)s, over %(m)d.") % {
        "before": num(shift.before_mean, decimals), "after": num(shift.after_mean, decimals), "unit": unit,
        "n": shift.before_points, "m": shift.after_points, "since": since,
    }  # fmt: skip
    if not proposal.ready:
        return [means, _waiting(proof, proposal)]
    return [means, _range(proposal, indicator), _meaning(proof, proposal)]


def _range(proposal: Proposal, indicator: Indicator) -> str:
    shift, decimals = proposal.shift, max(indicator.decimals, 1)
    if not (math.isfinite(shift.low) and math.isfinite(shift.high)):
        if shift.before_points < FEWEST_BEFORE:
            return _("There are too few values before to say how sure this is.")
        return _("Before and since, nothing varied: how sure this is, cannot be said.")
    return _("The change is %(effect)s %(unit)s; with 95 %% confidence it lies between %(low)s and %(high)s.") % {
        "effect": signed(shift.effect, decimals), "unit": difference_unit(indicator),
        "low": signed(shift.low, decimals), "high": signed(shift.high, decimals),
    }  # fmt: skip


MEANINGS = {
    "better": gettext_lazy("Even the cautious end of this range is better than before: routine variation does not "
                           "explain it. Whether the action did it, only people who know the work can say."),
    "worse": gettext_lazy("Even the kind end of this range is worse than before: routine variation does not "
                          "explain it."),
    "no_change": gettext_lazy("No change is within this range: what was measured is explained by routine variation."),
    "cannot_be_told": gettext_lazy("The numbers cannot tell."),
}  # fmt: skip


def smallest_words(record: Action | Verification) -> str:
    """ "1.0 points": the smallest effect that matters; nothing where nobody said so."""
    if record.smallest is None or record.series is None:
        return ""
    return magnitude(record.smallest, record.series.indicator)


def _meaning(proof: Verification, proposal: Proposal) -> str:
    """What the range means, also beside the smallest effect that matters; of few values before and without a range it
    means nothing.
    """
    verdict, shift = proposal.verdict, proposal.shift
    if verdict == "cannot_be_told" and not math.isfinite(shift.low + shift.high):
        return str(MEANINGS[verdict])
    if verdict == "cannot_be_told" and shift.before_points < FEWEST_BEFORE:
        return _("There are too few values before: the numbers cannot tell.")
    if proof.smallest is None or verdict not in {"no_change", "cannot_be_told"}:
        return str(MEANINGS[verdict])
    words = {
        "no_change": _("Every change within this range is smaller than what would matter: %s."),
        "cannot_be_told": _("Both are within this range: no change, and one that would matter: %s."),
    }
    return words[verdict] % smallest_words(proof)


def _waiting(proof: Verification, proposal: Proposal) -> str:
    missing = max(proof.points - proposal.shift.after_points, 0)
    return ngettext(
        "%(missing)d more value is needed; %(have)d of %(want)d are in. Judging earlier finds what one hopes for.",
        "%(missing)d more values are needed; %(have)d of %(want)d are in. Judging earlier finds what one hopes for.",
        missing,
    ) % {"missing": missing, "have": proposal.shift.after_points, "want": proof.points}


@dataclass(frozen=True)
class Stage:
    """One stage of an issue's way: its word, what is so, and whether it is "done", "now" or "ahead"."""

    label: Any
    note: Any
    standing: str

    @property
    def icon(self) -> str:
        """The shape that goes with the standing."""
        return {"done": "circle-check", "now": "circle-dot"}.get(self.standing, "circle-dashed")


def way_of(issue: Issue, whys: list[Why], doings: list[Doing], today: date) -> list[Stage]:
    """How far an issue has come: contained, cause, actions, effect, closed."""
    roots = sum(why.cause.root for why in whys)
    dug = ngettext("%d answer so far", "%d answers so far", len(whys)) % len(whys) if whys else ""
    contained = short_date(issue.contained_at, today) if issue.contained_at else ""
    stages = [
        Stage(_("Contained"), contained, "done" if issue.containment else "now"),
        Stage(_("Root cause"), _("named") if roots else dug, "done" if roots else "now"),
        _actions(doings),
        _effects(doings),
        Stage(_("Closed"), short_date(issue.ended_at, today) if issue.ended_at else "", _done(issue.ended)),
    ]
    return stages if not issue.ended else [s for s in stages if s.standing == "done"]


def _done(so: bool) -> str:
    return "done" if so else "ahead"


def _actions(doings: list[Doing]) -> Stage:
    kept = [doing.action for doing in doings if doing.action.state != "cancelled"]
    done = sum(action.done_on is not None for action in kept)
    if not kept:
        return Stage(_("Actions"), _("none planned"), "ahead")
    note = _("%(done)d of %(all)d done") % {"done": done, "all": len(kept)}
    return Stage(_("Actions"), note, "done" if done == len(kept) else "now")


def _effects(doings: list[Doing]) -> Stage:
    proofs = [doing.proof for doing in doings if doing.proof is not None]
    waiting = sum(not proof.ended for proof in proofs)
    if waiting:
        return Stage(_("Effect"), ngettext("%d to verify", "%d to verify", waiting) % waiting, "now")
    if not proofs:
        return Stage(_("Effect"), "", "ahead")
    return Stage(_("Effect"), str(proofs[-1].standing.label), "done")


def severity_word(issue: Issue) -> str:
    """The severity as people read it."""
    return str(Severity(issue.severity).label)

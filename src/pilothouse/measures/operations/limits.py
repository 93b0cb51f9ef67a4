"""Baselines and targets of a series. A target is never a limit."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.lines import current_values
from pilothouse.measures.models import Acceptance, Baseline, Series, Target
from pilothouse.measures.operations.rejudging import judge_again
from pilothouse.measures.periods import period_numbers
from pilothouse.organisation.rights import any_of, holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.spc.constants import FEWEST_POINTS
from pilothouse.strategy.models import Objective
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

LONGEST_REASON = 600


def _owns_indicator(act: Act, arguments: Mapping[str, Any]) -> bool:
    """The owner of the indicator."""
    subject = next(arguments[name] for name in ("series", "target") if name in arguments)
    series = subject if isinstance(subject, Series) else subject.series
    return bool(series.indicator.owner_id == act.by.pk)


@operation("target.set", may=any_of(_owns_indicator, holds(Right.DEFINE)))
def set_target(act: Act, series: Series, *, value: float, by: date, objective: Objective | None = None) -> Target:
    """Say which value a series is wanted to have by a day, in the units it is shown in. The target before it ends."""
    if series.ended_on is not None or series.indicator.ended:
        raise Refused(_("It is measured no more: nobody would see whether the target is met."))
    if not math.isfinite(value):
        raise Refused(_("The target is a finite number."), "value")
    if series.indicator.value_kind == "proportion" and not 0 <= value <= series.indicator.scale:
        raise Refused(_("A share lies between 0 and %g.") % series.indicator.scale, "value")
    if objective is not None and objective.ended:
        raise Refused(_("This objective has ended."), "objective")
    _end_live_target(act, series)
    target = Target(series=series, objective=objective, value=value, by=by, set_at=act.at, set_by_id=act.by.pk)
    target.save()
    judge_again(act, [series.pk])
    return target


@operation("target.ended", may=any_of(_owns_indicator, holds(Right.DEFINE)))
def end_target(act: Act, target: Target, *, reason: str) -> Target:
    """Give a target up, and say why."""
    if target.ended_at is not None:
        raise Refused(_("This target has ended already."))
    let_go(act, [target], reason)
    return target


def let_go(act: Act, targets: Sequence[Target], reason: str) -> None:
    """End these targets, each with the reason, and judge their series without them."""
    why = reason.strip()
    if not why:
        raise Refused(_("Say why the target is given up."), "reason")
    if len(why) > LONGEST_REASON:
        raise Refused(_("This is longer than %d characters.") % LONGEST_REASON, "reason")
    for target in targets:
        target.ended_at, target.ended_why = act.at, why
        target.save()
    judge_again(act, [target.series_id for target in targets])


def _owns_objective(act: Act, arguments: Mapping[str, Any]) -> bool:
    """The owner of the objective that the target stands for."""
    objective = arguments["target"].objective
    return objective is not None and objective.owner_id == act.by.pk


@operation("target.accepted", may=any_of(_owns_objective, holds(Right.DECIDE)))
def accept_target(act: Act, target: Target, *, reason: str, until: date) -> Acceptance:
    """Bear knowingly that a target is not met as things are, until a day; then it is asked again."""
    if target.ended_at is not None:
        raise Refused(_("This target has ended."))
    if not reason.strip():
        raise Refused(_("Say why it is borne."), "reason")
    if len(reason.strip()) > LONGEST_REASON:
        raise Refused(_("This is longer than %d characters.") % LONGEST_REASON, "reason")
    if not the_day(act) < until <= target.by:
        raise Refused(_("Choose a day after today, on the target's date at the latest."), "until")
    acceptance = Acceptance(target=target, reason=reason.strip(), until=until, at=act.at, by_id=act.by.pk)
    acceptance.save()
    return acceptance


def _end_live_target(act: Act, series: Series) -> None:
    for live in series.targets.filter(ended_at=None):
        live.ended_at = act.at
        live.save()


@operation("baseline.set", may=any_of(_owns_indicator, holds(Right.DEFINE)))
def set_baseline(
    act: Act, series: Series, *, first: date, last: date, reason: str, left_out: Sequence[date] = ()
) -> Baseline:
    """Fix the limits of a series from the values of `first` to `last`, from `first` on; the series is judged anew.

    `left_out` are periods in between with a known cause of their own: limits do not learn from them, and they are
    judged in hindsight. Needs 12 values, and two full seasons where the indicator has one.
    """
    if not reason.strip():
        raise Refused(_("Say why these values are the usual ones."), "reason")
    if first > last:
        raise Refused(_("The first period comes after the last."), "first")
    out = sorted(set(left_out))
    _refuse_short(series, first, last, out)
    baseline = Baseline(
        series=series, first=first, last=last, left_out=[day.isoformat() for day in out],
        reason=reason.strip()[:300], at=act.at, by_id=act.by.pk,
    )  # fmt: skip
    baseline.save()
    judge_again(act, [series.pk])
    return baseline


def _refuse_short(series: Series, first: date, last: date, left_out: Sequence[date]) -> None:
    days = current_values([series.pk]).days
    inside = days[(days >= first.toordinal()) & (days <= last.toordinal())]
    out = {day.toordinal() for day in left_out}
    if not out <= set(inside.tolist()):
        raise Refused(_("Only periods with a value within the baseline can be left out."), "left_out")
    if len(inside) - len(out) < FEWEST_POINTS:
        raise Refused(_("A baseline needs at least %d values.") % FEWEST_POINTS, "last")
    season = series.indicator.season
    numbers = period_numbers(inside, series.indicator.frequency)
    if season and int(numbers[-1] - numbers[0]) + 1 < 2 * season:
        raise Refused(_("A baseline needs two full seasons, here %d periods.") % (2 * season), "last")

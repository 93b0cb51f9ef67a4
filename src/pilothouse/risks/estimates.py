"""Estimates and their curves: what is stored, and what spc.loss makes of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pilothouse.organisation.models import Unit
from pilothouse.risks.models import Assessment, Portfolio, Risk
from pilothouse.spc.loss import Curve, Estimate, Part, Range, Total, at_once, curve_of, summed, yearly_losses


def estimate_of(assessment: Assessment) -> Estimate:
    """The ranges and the seed of an assessment by estimate."""
    often_low, often_high = assessment.often_low or 0.0, assessment.often_high or 0.0
    loss_low, loss_high = assessment.loss_low or 0.0, assessment.loss_high or 0.0
    return Estimate(Range(often_low, often_high), Range(loss_low, loss_high), assessment.seed or 0)


def drawn(estimate: Estimate) -> Curve:
    """The curve of one risk, or of what one opportunity gains."""
    return curve_of(yearly_losses(estimate))


def kept(curve: Curve) -> dict[str, Any]:
    """A curve as a row keeps it, to six digits."""
    return {
        "chances": list(curve.chances),
        "losses": _rounded(curve.losses),
        "mean": float(f"{curve.mean:.6g}"),
        "any": curve.any,
    }


def curve_kept(told: dict[str, Any]) -> Curve:
    """The curve that a row keeps."""
    return Curve(tuple(told["chances"]), tuple(told["losses"]), told["mean"], told["any"])


def tied_kept(told: dict[str, Any]) -> Curve | None:
    """The curve of a sum with risks of one cause tied together; None where none share one."""
    if "by_cause" not in told:
        return None
    return Curve(tuple(told["chances"]), tuple(told["by_cause"]), told["mean"], told["by_cause_any"])


def add_up_again(unit: Unit, at: datetime) -> None:
    """Draw the sums of this unit and of all above it anew, each live estimated risk once. Called within operations."""
    keys = [int(key) for key in unit.path.strip("/").split("/")]
    # Whoever estimates beside us waits here, so that the later sum holds both.
    list(Portfolio.objects.select_for_update().filter(unit__in=keys).order_by("unit"))
    top = f"/{keys[0]}/"
    live = Risk.objects.live().filter(unit__path__startswith=top, yearly__isnull=False)
    rows = {key: (path, cause) for key, path, cause in live.values_list("pk", "unit__path", "shared_cause")}
    sums = {key: [k for k in keys if f"/{k}/" in path] for key, (path, _cause) in rows.items()}
    latest = {
        one.record_id: one
        for one in Assessment.objects.filter(record__in=list(sums), seed__isnull=False).order_by("id")
    }
    totals = summed(Part(estimate_of(one), sums[key], rows[key][1] or 0) for key, one in sorted(latest.items()))
    for key in keys:
        if key not in totals:
            Portfolio.objects.filter(unit=key).delete()
            continue
        worst = at_once(one.curve["losses"] for risk, one in latest.items() if key in sums[risk])
        curve = kept(totals[key].curve) | {"at_once": _rounded(worst)} | _tied(totals[key])
        values = {"curve": curve, "risks": sum(key in found for found in sums.values()), "at": at}
        Portfolio.objects.update_or_create(unit_id=key, defaults=values)


def _tied(total: Total) -> dict[str, Any]:
    """What a row keeps of the risks that share a cause; nothing where none do."""
    if total.by_cause is None:
        return {}
    tied = total.by_cause
    return {
        "by_cause": _rounded(tied.losses),
        "by_cause_any": tied.any,
        "sharing": total.sharing,
        "causes": total.causes,
    }


def _rounded(losses: Iterable[float]) -> list[float]:
    return [float(f"{loss:.6g}") for loss in losses]


def forget_sums() -> None:
    """No sum holds any more: the unit of losses has changed. Called within operations."""
    Portfolio.objects.all().delete()

"""What risks may cost and opportunities may bring: estimates with their ranges, the sum beside what is borne, and the
signs that risks are watched by.

Curves are not in history but drawn anew out of ranges and seed. Two digits of them are told, as on screen: an estimate
knows no more, and no machine's last digit makes a pack another one.
"""

from collections.abc import Iterator
from typing import Any

from pilothouse.organisation.models import Unit
from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.records import Told, any_record, base_told, here, iso
from pilothouse.risks.appetite import scale_of
from pilothouse.risks.estimates import drawn, estimate_of
from pilothouse.risks.models import Appetite, Assessment, Opportunity, Risk, Stake, Tripwire
from pilothouse.risks.rules import Borne, Scale, borne_steps, crosses
from pilothouse.spc.loss import Curve, Part, summed


class Estimates:
    """The latest estimate of everything that has one, and the scale by which it is borne or not."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.latest = {one.record_id: one for one in known.past.every(Assessment) if one.seed is not None}
        said = known.past.every(Appetite)
        self.scale: Scale = scale_of(said[-1] if said else None)

    def of(self, record: int) -> Told | None:
        """Who estimated it, on what, its ranges and the landmarks of its curve; None where nobody did."""
        one = self.latest.get(record)
        if one is None:
            return None
        curve = drawn(estimate_of(one))
        crosses_line = crosses(self.scale, curve) if isinstance(self.known.records[record], Risk) else False
        return {
            "at": one.at.isoformat(),
            "by": self.known.name(one.by_id),
            "basis": one.basis,
            "often": [number(one.often_low), number(one.often_high)],
            "each": [number(one.loss_low), number(one.loss_high)],
            "unit": one.unit_of_loss,
            "curve": landmarks(curve),
            "crosses": crosses_line,
        }

    def together(self) -> Told | None:
        """What all live estimated risks of the pack's unit may cost in a year together, and for the whole organisation
        what of it is borne; None where none is estimated.
        """
        unit = self.known.unit
        risks = [one for one in here(self.known, Risk) if one.ended_at is None and one.yearly is not None]
        parts = [Part(estimate_of(self.latest[one.pk]), [unit.pk], one.shared_cause_id or 0)
                 for one in risks if one.pk in self.latest]  # fmt: skip
        if not parts:
            return None
        total = summed(parts)[unit.pk]
        return {
            "risks": len(parts),
            "sharing": total.sharing,
            "curve": landmarks(total.curve),
            "by_cause": landmarks(total.by_cause) if total.by_cause else None,
            "steps": [_step(one) for one in self._steps(unit, total.curve)],
        }

    def _steps(self, unit: Unit, curve: Curve) -> list[Borne]:
        return borne_steps(self.scale, curve) if unit.parent_id is None else []


def landmarks(curve: Curve) -> Told:
    """The expected year, the chance of anything at all, and what one year in ten and in a hundred exceeds."""
    at = dict(zip(curve.chances, curve.losses, strict=True))
    told = {"mean": curve.mean, "any": curve.any, "ten": at[0.1], "hundred": at[0.01]}
    return {name: _two_digits(value) for name, value in told.items()}


def _step(one: Borne) -> Told:
    return {
        "loss": number(one.loss), "borne": number(one.borne), "chance": _two_digits(one.chance), "beyond": one.beyond,
    }  # fmt: skip


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def opportunities_told(known: Known, review: Review, estimates: Estimates) -> Iterator[Told]:
    """Opportunities that live, or ended since the last meeting."""
    stakes = known.past.every(Stake)
    for one in here(known, Opportunity):
        if one.ended_at is not None and known.day(one.ended_at) <= review.since:
            continue
        at_stake = (any_record(known, stake.at_stake_id) for stake in stakes if stake.record_id == one.pk)
        yield {
            **base_told(known, one),
            "cause": one.cause,
            "consequence": one.consequence,
            "likelihood": one.likelihood,
            "impact": one.impact,
            "yearly": number(one.yearly),
            "estimate": estimates.of(one.pk),
            "at_stake": [{"code": found.code, "title": found.title} for found in at_stake if found],
        }


def wires_told(known: Known) -> dict[int, list[Told]]:
    """The live signs of each risk, by its key; their series only where the pack tells of it."""
    told = {series.pk for series in known.series}
    found: dict[int, list[Told]] = {}
    for wire in known.past.every(Tripwire):
        if wire.ended_at is None:
            found.setdefault(wire.record_id, []).append(_wire(known, wire, told))
    return found


def _wire(known: Known, wire: Any, told: set[int]) -> Told:
    return {
        "series": wire.series_id if wire.series_id in told else None,
        "level": number(wire.level),
        "side": wire.side,
        "since": iso(wire.since),
        "at": wire.at.isoformat(),
        "by": known.name(wire.by_id),
    }

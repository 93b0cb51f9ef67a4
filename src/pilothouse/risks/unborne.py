"""Risks that lie beyond the appetite and that nobody accepts: each asks whoever may decide."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.risks.appetite import in_force
from pilothouse.risks.estimates import curve_kept
from pilothouse.risks.models import Assessment, Risk
from pilothouse.risks.queries import borne
from pilothouse.risks.rules import Scale, crosses, harmless


def not_accepted(person: Person, on: date) -> list[Risk]:
    """Live risks in sight that lie beyond the appetite on a day and that nobody accepts, the highest rated first; with
    owner and unit. Two queries, however many risks there are.
    """
    scale = in_force()
    return sorted(
        (risk for risk in _OPEN.rows(person, on) if _lies_beyond(scale, risk)),
        key=lambda risk: (-(risk.score or 0), risk.pk),
    )


def _open(person: Person, on: date) -> "QuerySet[Risk]":
    estimates = Assessment.objects.filter(record=OuterRef("pk"), seed__isnull=False).order_by("-id")
    live = Risk.objects.seen_by(person).live().exclude(borne(on)).order_by()
    found: QuerySet[Risk] = live.select_related("unit", "owner").defer("words")
    return found.annotate(_curve=Subquery(estimates.values("curve")[:1]))


_OPEN = KeptSight[Risk](_open)


def _lies_beyond(scale: Scale, risk: Risk) -> bool:
    if (risk.likelihood, risk.impact) in scale.beyond:
        return True
    curve = risk._curve  # type: ignore[attr-defined]
    return bool(scale.line and curve) and (risk.yearly or 0.0) > harmless(scale) and crosses(scale, curve_kept(curve))

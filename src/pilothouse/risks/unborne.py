"""Risks that lie beyond the appetite and that nobody accepts: each asks whoever may decide."""

from datetime import date

from django.db.models import QuerySet

from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.risks.appetite import in_force
from pilothouse.risks.models import Risk
from pilothouse.risks.queries import borne, latest_curve, lies_beyond


def not_accepted(person: Person, on: date) -> list[Risk]:
    """Live risks in sight that lie beyond the appetite on a day and that nobody accepts, the highest rated first; with
    owner and unit. Two queries, however many risks there are.
    """
    scale = in_force()
    return sorted(
        (risk for risk in _OPEN.rows(person, on) if lies_beyond(scale, risk, risk._curve)),
        key=lambda risk: (-(risk.score or 0), risk.pk),
    )


def _open(person: Person, on: date) -> "QuerySet[Risk]":
    live = Risk.objects.seen_by(person).live().exclude(borne(on)).order_by()
    found: QuerySet[Risk] = live.select_related("unit", "owner").defer("words")
    return found.annotate(_curve=latest_curve())


_OPEN = KeptSight[Risk](_open)

"""Risks that are not borne, for the meeting that said how much is."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.rules import Candidate, Section
from pilothouse.risks.appetite import in_force
from pilothouse.risks.models import Risk
from pilothouse.risks.queries import beyond, borne, not_borne, sums_seen
from pilothouse.risks.rules import Scale
from pilothouse.risks.wording import beyond_words, together_words

# Heavier than any rating: the whole comes before its parts.
_WHOLE = 100.0


def beyond_appetite(unit: Unit, person: Person, on: date) -> Iterator[Candidate]:
    """Risks of a unit and below that lie beyond the appetite and that nobody accepts on this day, the highest rated
    first; and where all risks together cross its line, before them the one that costs most, accepted or not: to bear
    it alone was not to bear the whole. What the whole costs is told to those who see the whole.
    """
    scale = in_force()
    live = Risk.objects.seen_by(person).live().filter(unit__path__startswith=unit.path)
    not_accepted = live.exclude(borne(on))
    for risk in not_accepted.filter(beyond(scale, not_accepted)):
        yield Candidate(risk.pk, Section.APPETITE, float(risk.score or 0), _why(scale, risk, on))
    whole = not_borne(scale, sums_seen(person)) if unit.parent_id is None else None
    dearest = live.filter(yearly__isnull=False).order_by("-yearly", "pk").first() if whole else None
    if whole and dearest:
        reason = _("%(together)s; this one costs most") % {"together": together_words(whole)}
        yield Candidate(dearest.pk, Section.APPETITE, _WHOLE, reason, plain=_("looked at with all risks together"))


def _why(scale: Scale, risk: Risk, on: date) -> str:
    words = _("beyond the appetite: %s") % beyond_words(scale, risk)
    if risk.due is not None and risk.ran_out(on):
        return _("%(why)s, accepted until %(day)s") % {"why": words, "day": date_format(risk.due, "j M Y")}
    return f"{words}, {risk.standing.label}" if risk.state == "treated" else words

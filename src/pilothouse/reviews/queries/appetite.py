"""Risks that are not borne, for the meeting that said how much is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pilothouse.measures.numerals import number
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.rules import Candidate, Section
from pilothouse.risks.appetite import in_force
from pilothouse.risks.models import Risk
from pilothouse.risks.queries import NotBorne, beyond, not_borne
from pilothouse.risks.rules import Scale

# Heavier than any rating: the whole comes before its parts.
_WHOLE = 100.0


def beyond_appetite(unit: Unit, person: Person) -> Iterator[Candidate]:
    """Risks of a unit and below that lie beyond the appetite and that nobody has accepted, the highest rated first; and
    where all risks together cross its line, before them the one that costs most.
    """
    scale = in_force()
    open_ones = Risk.objects.seen_by(person).live().filter(unit__path__startswith=unit.path).exclude(state="accepted")
    for risk in open_ones.filter(beyond(scale, open_ones)):
        yield Candidate(risk.pk, Section.APPETITE, float(risk.score or 0), _why(risk, scale))
    whole = not_borne(person) if unit.parent_id is None else None
    dearest = open_ones.filter(yearly__isnull=False).order_by("-yearly", "pk").first() if whole else None
    if whole and dearest:
        yield Candidate(dearest.pk, Section.APPETITE, _WHOLE, _together(whole)[:200])


def _together(whole: NotBorne) -> str:
    """To two digits, for an estimate knows no more."""
    loss = number(float(f"{whole.step.loss:.2g}"))
    words = _("all risks together cost more than %(loss)s in a year with %(chance)s %%, borne are %(borne)s %%; this "
              "one costs most")  # fmt: skip
    chance, borne = (f"{100 * share:.2g}" for share in (whole.step.chance, whole.step.borne))
    return words % {"loss": f"{loss} {whole.unit}".strip(), "chance": chance, "borne": borne}


def _why(risk: Risk, scale: Scale) -> str:
    treated = risk.state == "treated"
    if risk.likelihood and risk.impact and (risk.likelihood, risk.impact) in scale.beyond:
        words = {"rating": ", ".join(scale.words((risk.likelihood, risk.impact)))}
        return (_("beyond the appetite, being treated: %(rating)s") if treated else _(
            "beyond the appetite: %(rating)s")) % words  # fmt: skip
    return _("alone crosses the appetite line, being treated") if treated else _("alone crosses the appetite line")

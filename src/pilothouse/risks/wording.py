"""How risks say in words what they may cost, how likely that is, and why they are not borne."""

from django.utils.translation import gettext as _

from pilothouse.measures.numerals import number
from pilothouse.risks.models import Risk
from pilothouse.risks.queries import NotBorne
from pilothouse.risks.rules import Scale


def figure(value: float) -> str:
    """A number to two digits: an estimate knows no more."""
    if value <= 0:
        return "0"
    rounded = float(f"{value:.2g}")
    return f"{rounded:g}" if rounded < 10 else number(rounded)


def loss(value: float, unit: str) -> str:
    """A loss with what it is counted in: “340 EUR”."""
    return f"{figure(value)}\u00a0{unit}" if unit else figure(value)


def chance(share: float) -> str:
    """A chance, never told as none or certain."""
    if share < 0.001:
        return _("under 0.1 %")
    if share > 0.99:
        return _("over 99 %")
    return f"{figure(100 * share)}\u00a0%"


def rating(scale: Scale, likelihood: int | None, impact: int | None) -> str:
    """“likely, large”; a dash where it is not rated."""
    if likelihood is None or impact is None:
        return "–"
    rows, columns = scale.size
    if likelihood > rows or impact > columns:
        return "–"
    return ", ".join(scale.words((likelihood, impact)))


def beyond_words(scale: Scale, risk: Risk) -> str:
    """Why a risk lies beyond the appetite: “rated “likely, large””, or what it costs where that rating is borne."""
    if (risk.likelihood, risk.impact) in scale.beyond:
        return _("rated “%s”") % rating(scale, risk.likelihood, risk.impact)
    return _("its estimate alone crosses the line, with %s a year on average") % loss(risk.yearly or 0.0, scale.unit)


def together_words(whole: NotBorne) -> str:
    """“all risks together cost more than 5 000 EUR in a year with a chance of 20 %, borne are 10 %”."""
    step = whole.step
    words = _("all risks together cost more than %(loss)s in a year with a chance of %(chance)s, borne are %(borne)s")
    return words % {
        "loss": loss(step.loss, whole.unit),
        "chance": chance(step.chance),
        "borne": chance(step.borne),
    }

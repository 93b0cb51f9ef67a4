"""Rating: every assessment is dated and kept; the latest one counts."""

from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from pilothouse.organisation.rights import any_of, holds, owner
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import ahead
from pilothouse.records.register import keep, refuse_ended
from pilothouse.risks.appetite import latest, scale_of
from pilothouse.risks.estimates import add_up_again, drawn, estimate_of, kept
from pilothouse.risks.models import Assessment, Opportunity, Risk
from pilothouse.risks.operations.looking import look_by
from pilothouse.risks.rules import LARGEST, MOST_OFTEN, wrong_range
from pilothouse.risks.states import OWN_DAY
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Rated = Risk | Opportunity


@operation("rating.made", may=any_of(owner, holds(Right.DEFINE)))
def assess_by_matrix(
    act: Act, record: Rated, *, likelihood: int, impact: int, basis: str = "", look_again: date | None = None
) -> Assessment:
    """Rate a risk or an opportunity by the matrix in force: level of likelihood, level of consequence or benefit.

    `look_again` is by when somebody looks at it next; what waits for an answer or is accepted keeps its own day.
    """
    refuse_ended(record)
    appetite = latest()
    rows, columns = scale_of(appetite).size
    if not 1 <= likelihood <= rows:
        raise Refused(_("Choose one of the words offered."), "likelihood")
    if not 1 <= impact <= columns:
        raise Refused(_("Choose one of the words offered."), "impact")
    made = Assessment(
        record=record, likelihood=likelihood, impact=impact, scale=appetite, basis=basis.strip(), at=act.at,
        by_id=act.by.pk,
    )  # fmt: skip
    made.save()
    record.likelihood, record.impact, record.score = likelihood, impact, likelihood * impact
    _look_again(act, record, look_again)
    keep(act, record)
    return made


@operation("estimate.made", may=any_of(owner, holds(Right.DEFINE)))
def assess_by_estimate(
    act: Act,
    risk: Risk,
    *,
    often_low: float,
    often_high: float,
    loss_low: float,
    loss_high: float,
    basis: str = "",
    look_again: date | None = None,
) -> Assessment:
    """Estimate a risk: how often a year it happens and what one time costs, each as a range that holds with 90 %.

    The years are drawn at once and the curve is kept, of the risk and of all risks of its unit and those above it.
    """
    refuse_ended(risk)
    _refuse_range(often_low, often_high, MOST_OFTEN, "often")
    _refuse_range(loss_low, loss_high, LARGEST, "loss")
    appetite = latest()
    made = Assessment(
        record=risk, often_low=often_low, often_high=often_high, loss_low=loss_low, loss_high=loss_high,
        unit_of_loss=scale_of(appetite).unit, scale=appetite, seed=_seed(risk), basis=basis.strip(), at=act.at,
        by_id=act.by.pk,
    )  # fmt: skip
    estimate = estimate_of(made)
    made.curve = kept(drawn(estimate))
    made.save()
    risk.yearly = float(f"{estimate.mean:.4g}")
    _look_again(act, risk, look_again)
    keep(act, risk)
    add_up_again(risk.unit, act.at)
    return made


def _look_again(act: Act, record: Rated, day: date | None) -> None:
    if day is not None and record.state not in OWN_DAY:
        look_by(record, ahead(act, day))


def _seed(risk: Risk) -> int:
    """Of its own for each estimate, so that two risks are never drawn alike; kept, so that it can be drawn again."""
    turn = Assessment.objects.filter(record=risk).count()
    return int.from_bytes(sha256(f"{risk.code} {turn}".encode()).digest()[:6])


def _refuse_range(low: float, high: float, most: float, name: str) -> None:
    words = {
        "value": _("Both ends are numbers above zero."),
        "order": _("The lower end comes first."),
        "wide": _("A range of more than 1 to 1,000 says nothing. Ask somebody who has seen it happen."),
        "large": _("More than fifty times a year is daily business: measure it with an indicator.")
        if name == "often"
        else _("That is more than can be counted."),
    }
    if wrong := wrong_range(low, high, most):
        raise Refused(words[wrong], f"{name}_high" if wrong != "value" else f"{name}_low")

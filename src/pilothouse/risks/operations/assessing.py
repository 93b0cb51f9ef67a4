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
from pilothouse.risks.operations.looking import acceptance_falls, set_next_look
from pilothouse.risks.queries import too_costly
from pilothouse.risks.rules import LARGEST, MOST_OFTEN, Cell, Scale, crosses, risen, wrong_range
from pilothouse.risks.states import OWN_DAY
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

Rated = Risk | Opportunity


@operation("rating.made", may=any_of(owner, holds(Right.DEFINE)))
def assess_by_matrix(
    act: Act, record: Rated, *, likelihood: int, impact: int, basis: str = "", look_again: date | None = None
) -> Assessment:
    """Rate a risk or an opportunity by the matrix in force: level of likelihood, level of consequence or benefit.

    `look_again` is by when somebody looks at it next; what waits for an answer or is accepted keeps its own day. An
    accepted risk that is rated beyond the appetite, or further beyond than before, is open again.
    """
    refuse_ended(record)
    appetite = latest()
    scale, cell = scale_of(appetite), (likelihood, impact)
    _refuse_levels(cell, scale)
    made = Assessment(
        record=record, likelihood=likelihood, impact=impact, scale=appetite, basis=basis.strip(), at=act.at,
        by_id=act.by.pk,
    )  # fmt: skip
    made.save()
    was = (record.likelihood, record.impact) if record.likelihood and record.impact else None
    record.likelihood, record.impact, record.score = likelihood, impact, likelihood * impact
    _look_again(act, record, look_again)
    keep(act, record)
    if isinstance(record, Risk) and risen(was, cell, scale.beyond):
        words = ", ".join(scale.words(cell))
        acceptance_falls(act, record, _("it is rated “%s” now, which lies beyond the appetite.") % words)
    return made


@operation("estimate.made", may=any_of(owner, holds(Right.DEFINE)))
def assess_by_estimate(
    act: Act,
    record: Rated,
    *,
    often_low: float,
    often_high: float,
    loss_low: float,
    loss_high: float,
    basis: str = "",
    look_again: date | None = None,
) -> Assessment:
    """Estimate a risk (how often a year it happens, what one time costs) or an opportunity (how often it can be taken,
    what one time brings), each as a range that holds with 90 %.

    The years are drawn at once and the curve is kept; of a risk also that of all risks of its unit and those above it.
    An accepted risk that alone crosses the appetite line now, or costs still more than before, is open again. What an
    opportunity gains makes up for no loss: it enters neither those sums nor the appetite.
    """
    refuse_ended(record)
    _refuse_range(often_low, often_high, MOST_OFTEN, "often")
    _refuse_range(loss_low, loss_high, LARGEST, "loss")
    appetite = latest()
    scale = scale_of(appetite)
    made = Assessment(
        record=record, often_low=often_low, often_high=often_high, loss_low=loss_low, loss_high=loss_high,
        unit_of_loss=scale.unit, scale=appetite, seed=_seed(record), basis=basis.strip(), at=act.at, by_id=act.by.pk,
    )  # fmt: skip
    estimate = estimate_of(made)
    curve = drawn(estimate)
    made.curve = kept(curve)
    was, known = record.yearly or 0.0, too_costly(scale, Risk.objects.filter(pk=record.pk))
    made.save()
    record.yearly = float(f"{estimate.mean:.4g}")
    _look_again(act, record, look_again)
    keep(act, record)
    if isinstance(record, Risk):
        if crosses(scale, curve) and (not known or record.yearly > was):
            acceptance_falls(act, record, _("by its estimate it alone crosses the appetite line."))
        add_up_again(record.unit, act.at)
    return made


def _refuse_levels(cell: Cell, scale: Scale) -> None:
    for level, most, name in zip(cell, scale.size, ("likelihood", "impact"), strict=True):
        if not 1 <= level <= most:
            raise Refused(_("Choose one of the words offered."), name)


def _look_again(act: Act, record: Rated, day: date | None) -> None:
    if day is not None and record.state not in OWN_DAY:
        set_next_look(record, ahead(act, day))


def _seed(record: Rated) -> int:
    """Of its own for each estimate, so that two records are never drawn alike; kept, so that it can be drawn again."""
    turn = Assessment.objects.filter(record=record).count()
    return int.from_bytes(sha256(f"{record.code} {turn}".encode()).digest()[:6])


def _refuse_range(low: float, high: float, most: float, name: str) -> None:
    words = {
        "value": _("Both ends are numbers above zero."),
        "order": _("The lower end comes first."),
        "wide": _("A range of more than 1 to 1\u202f000 says nothing. Ask somebody who has seen it happen."),
        "large": _("More than fifty times a year is daily business: measure it with an indicator.")
        if name == "often"
        else _("That is more than can be counted."),
    }
    if wrong := wrong_range(low, high, most):
        raise Refused(words[wrong], f"{name}_high" if wrong != "value" else f"{name}_low")

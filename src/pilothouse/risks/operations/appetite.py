"""How risks are rated and how much is borne: one setting of the organisation, changed with a reason."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pilothouse.organisation.models import Organisation
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import told_why, uncut
from pilothouse.records.register import keep
from pilothouse.risks.appetite import in_force
from pilothouse.risks.estimates import forget_sums
from pilothouse.risks.models import Appetite, Opportunity, Risk
from pilothouse.risks.operations.looking import acceptance_falls
from pilothouse.risks.queries import beyond as beyond_it
from pilothouse.risks.rules import Cell, Scale, not_monotone, wrong_levels, wrong_line
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("appetite.set", may=holds(Right.DECIDE))
def set_appetite(
    act: Act,
    organisation: Organisation,
    *,
    likelihood: Sequence[str],
    consequence: Sequence[str],
    beyond: Sequence[Cell],
    unit_of_loss: str,
    line: Sequence[tuple[float, float]],
    reason: str,
) -> Appetite:
    """Say how risks are rated (words of the levels), which cells lie beyond appetite, what losses are counted in, and
    which chance of which yearly loss is borne. Earlier settings stay visible.

    With another number of levels every rating has to be made anew, with another unit every estimate: those made before
    are kept, but count no more. Accepted risks that lie beyond the appetite only now are open again.
    """
    now = in_force()
    scale = Scale(
        tuple(word.strip() for word in likelihood), tuple(word.strip() for word in consequence), frozenset(beyond),
        uncut(unit_of_loss, "unit_of_loss", 40), tuple(sorted(line)),
    )  # fmt: skip
    _refuse(scale)
    if scale == now:
        raise Refused(_("That is the setting in force."))
    appetite = Appetite(
        likelihood=list(scale.likelihood), consequence=list(scale.consequence),
        beyond=[list(cell) for cell in sorted(scale.beyond)], unit_of_loss=scale.unit,
        line=[list(step) for step in scale.line], reason=told_why(reason, _("Write something here.")),
        at=act.at, by_id=act.by.pk,
    )  # fmt: skip
    borne = set(_accepted().exclude(beyond_it(now)).values_list("pk", flat=True))
    appetite.save()
    if scale.size != now.size:
        _rate_anew(act)
    if scale.unit != now.unit:
        _estimate_anew(act)
    for risk in _accepted().filter(beyond_it(scale), pk__in=borne).order_by("pk"):
        acceptance_falls(act, risk, _("it lies beyond the appetite that was set now."))
    return appetite


def _accepted() -> "QuerySet[Risk]":
    found: QuerySet[Risk] = Risk.objects.live().filter(accepted_by__isnull=False)
    return found


def _refuse(scale: Scale) -> None:
    levels = {
        "number": _("A side has three to seven levels, one on a line."),
        "long": _("A level has at most 80 characters."),
        "twice": _("Two levels of a side have the same word."),
    }
    for name, words in (("likelihood", scale.likelihood), ("consequence", scale.consequence)):
        if wrong := wrong_levels(words):
            raise Refused(levels[wrong], name)
    if any(not (1 <= often <= scale.size[0] and 1 <= bad <= scale.size[1]) for often, bad in scale.beyond):
        raise Refused(_("There is no such cell."), "beyond")
    if gap := not_monotone(scale.beyond, scale.size):
        often, bad = scale.words(gap)
        text = _("“%(often)s, %(bad)s” would be borne, although something less likely or less grave is not.")
        raise Refused(text % {"often": often, "bad": bad}, "beyond")
    steps = {
        "number": _("At most eight steps."),
        "value": _("Each step is a loss above zero and a chance between 0 and 100 %, both left out."),
        "rare": _("At least 0.1 %: rarer years than one in a thousand are not told by the estimates."),
        "order": _("The larger the loss, the smaller the chance that is borne."),
    }
    if wrong := wrong_line(scale.line):
        raise Refused(steps[wrong], "line")


def _rate_anew(act: Act) -> None:
    for model in (Risk, Opportunity):
        for record in model.objects.filter(likelihood__isnull=False).order_by("pk"):
            record.likelihood = record.impact = record.score = None
            keep(act, record)


def _estimate_anew(act: Act) -> None:
    for model in (Risk, Opportunity):
        for record in model.objects.filter(yearly__isnull=False).order_by("pk"):
            record.yearly = None
            keep(act, record)
    forget_sums()

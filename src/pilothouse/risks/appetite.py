"""The matrix and the appetite in force: how risks are rated here, and how much of them is borne."""

from math import inf

from django.utils.translation import gettext as _

from pilothouse.risks.models import Appetite
from pilothouse.risks.rules import Scale
from pilothouse.trail.kept import Kept


def usual() -> Scale:
    """What holds until leadership has said how much it bears."""
    return Scale(
        likelihood=(
            _("rare (less than once in ten years)"),
            _("unlikely (once in three to ten years)"),
            _("possible (once in one to three years)"),
            _("likely (every year)"),
            _("frequent (several times a year)"),
        ),
        consequence=(
            _("slight (a nuisance for a day)"),
            _("small (felt in one unit)"),
            _("marked (felt by customers)"),
            _("large (a target is missed)"),
            _("very large (the organisation is in danger)"),
        ),
        beyond=frozenset((often, bad) for often in range(1, 6) for bad in range(1, 6) if often + bad >= 8),
    )


# How often a year each level of the usual words means, at least and at most.
_OFTEN = ((0.0, 0.1), (0.1, 1 / 3), (1 / 3, 1.0), (1.0, 2.0), (2.0, inf))


def meant_by(word: str) -> tuple[float, float] | None:
    """How often a year a level of likelihood means, least and most; None for words of the organisation's own."""
    return dict(zip(usual().likelihood, _OFTEN, strict=True)).get(word)


def scale_of(appetite: Appetite | None) -> Scale:
    """A stored appetite as the rules take it; the usual one for None."""
    if appetite is None:
        return usual()
    return Scale(
        likelihood=tuple(appetite.likelihood),
        consequence=tuple(appetite.consequence),
        beyond=frozenset((often, bad) for often, bad in appetite.beyond),
        unit=appetite.unit_of_loss,
        line=tuple((float(loss), float(chance)) for loss, chance in appetite.line),
    )


_LATEST = Kept[Appetite](lambda: Appetite.objects.order_by("-id")[:1])


def latest() -> Appetite | None:
    """The appetite that counts, None where none was ever set; one query."""
    found: Appetite | None = _LATEST.first()
    return found


def in_force() -> Scale:
    """How risks are rated now; one query."""
    return scale_of(latest())

"""The end of a series, and what becomes of the value that was wanted of it."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.models import Series, Target
from pilothouse.measures.operations.limits import end_target, set_target
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("series.ended", may=holds(Right.DEFINE))
def end_series(act: Act, series: Series, *, on: date, reason: str = "", heir: Series | None = None) -> Series:
    """Measure no longer here: periods after this day are refused. What was measured stays.

    A live target ends with it and keeps the `reason`, or goes over to the series `heir`, which is to be measured in
    the same unit of measure and to have no target yet.
    """
    if series.ended_on is not None:
        raise Refused(_("This series has ended already."))
    live = series.targets.filter(ended_at=None).first()
    if live is not None:
        _let_go(act, live, reason.strip(), heir)
    series.ended_on = on
    series.save()
    return series


def _let_go(act: Act, live: Target, reason: str, heir: Series | None) -> None:
    if not reason:
        raise Refused(_("A target stands on this series: say why it is given up or goes elsewhere."), "reason")
    if heir is not None:
        _refuse_heir(live, heir)
        reason = _("goes on at %(series)s: %(reason)s") % {"series": heir, "reason": reason}
    end_target(act, live, reason=reason)
    if heir is not None:
        set_target(act, heir, value=live.value, by=live.by, objective=live.objective)


def _refuse_heir(live: Target, heir: Series) -> None:
    was, now = live.series.indicator, heir.indicator
    if heir.pk == live.series_id or heir.ended_on is not None or now.ended:
        raise Refused(_("The target goes over to a series that goes on."), "heir")
    if (was.unit_of_measure, was.direction) != (now.unit_of_measure, now.direction):
        raise Refused(_("That is measured in another unit of measure, or wanted the other way."), "heir")
    if heir.targets.filter(ended_at=None).exists():
        raise Refused(_("That series has a target already."), "heir")

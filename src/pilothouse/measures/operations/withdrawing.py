"""Taking a value out again that should never have stood: for a wrong period, or in the wrong series."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.lines import known_values
from pilothouse.measures.models import Intake, Route, Series
from pilothouse.measures.operations.intake import take_in
from pilothouse.measures.operations.rejudging import lock_series
from pilothouse.measures.withdrawn import withdrawing, without_withdrawn
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("measurement.withdrawn", may=holds(Right.ENTER))
def withdraw_measurement(act: Act, series: Series, *, period: date, reason: str) -> Intake:
    """Withdraw the value of one period: a row is added that has none, what stood stays visible, the series is judged
    anew as if nothing had been measured then.

    The same value brought again by a file, a paste or a source changes nothing; another one, or any value by hand, is
    a correction. Raises Refused without a reason, or where no value stands.
    """
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn."), "reason")
    locked = lock_series([series.pk])
    known = known_values([series.pk])
    standing = without_withdrawn(known)
    found = standing.take(standing.days == period.toordinal())
    if not len(found):
        raise Refused(_("No value stands for this period."))
    intake = Intake(route=Route.FORM, reason=reason.strip(), at=act.at, by_id=act.by.pk)
    take_in(act, intake, withdrawing(found), known, locked)
    return intake

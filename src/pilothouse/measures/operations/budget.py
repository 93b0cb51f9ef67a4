"""The false-alarm budget of the organisation: one setting, changed with a reason."""

from django.utils.translation import gettext as _

from pilothouse.measures.budget import fap60_in_force
from pilothouse.measures.models import AlarmBudget, Series
from pilothouse.measures.operations.rejudging import judge_again
from pilothouse.measures.queries import still_running
from pilothouse.organisation.models import Organisation
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day, told_why
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

LEAST, MOST = 0.01, 0.5


@operation("alarm_budget.set", may=holds(Right.ADMINISTER))
def set_alarm_budget(act: Act, organisation: Organisation, *, fap60: float, reason: str) -> AlarmBudget:
    """Say how many false alarms are bearable: `fap60` of stable series may raise any within 60 values.

    Every series that is measured still is judged anew. Earlier budgets stay visible.
    """
    if not LEAST <= fap60 <= MOST:
        raise Refused(_("Between 1 and 50 of 100 series."), "share")
    why = told_why(reason, _("Say why."))
    if fap60 == fap60_in_force():
        raise Refused(_("That is the budget in force."), "share")
    budget = AlarmBudget(fap60=fap60, reason=why, at=act.at, by_id=act.by.pk)
    budget.save()
    live = Series.objects.filter(still_running(the_day(act))).order_by("pk")
    judge_again(act, list(live.values_list("pk", flat=True)))
    return budget

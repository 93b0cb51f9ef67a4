"""The end of a series or of a whole indicator, and what becomes of the values that were wanted of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator, Series, Target
from pilothouse.measures.operations.limits import end_target, let_go, set_target
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import any_of, holds, owner, sees
from pilothouse.organisation.roles import Right
from pilothouse.records.operations import add_note
from pilothouse.records.register import move
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


@operation("indicator.retired", may=any_of(owner, holds(Right.DEFINE)))
def retire_indicator(act: Act, indicator: Indicator, *, reason: str, heir: Indicator | None = None) -> Indicator:
    """Stop measuring it, and say why. What was measured stays; no more values come in.

    Live targets of its series are given up with it and keep the `reason`, or go over to the series of the indicator
    `heir` at the same places, where none may stand yet.
    """
    if not reason.strip():
        raise Refused(_("Say why it is measured no more."), "reason")
    standing = Target.objects.filter(series__indicator=indicator, ended_at=None)
    live = list(standing.select_related("series__unit", "series__indicator", "objective").order_by("series_id"))
    taking = _places_of(act, indicator, heir, live) if heir is not None else {}
    move(act, indicator, "retire")
    add_note(act, indicator, text=reason)
    why = reason.strip()
    if heir is not None:
        why = _("goes on with %(indicator)s: %(reason)s") % {"indicator": heir.title, "reason": why}
    if live:
        let_go(act, live, why)
    for one in live if heir is not None else ():
        set_target(act, taking[one.series_id], value=one.value, by=one.by, objective=one.objective)
    return indicator


def _places_of(act: Act, indicator: Indicator, heir: Indicator, live: Sequence[Target]) -> Mapping[int, Series]:
    """By series the one of the heir that takes over its target; refused where one of them cannot."""
    if heir.pk == indicator.pk or heir.ended:
        raise Refused(_("The targets go over to an indicator that goes on."), "heir")
    if (heir.unit_of_measure, heir.direction) != (indicator.unit_of_measure, indicator.direction):
        raise Refused(_("That is measured in another unit of measure, or wanted the other way."), "heir")
    aimed = Exists(Target.objects.filter(series=OuterRef("pk"), ended_at=None))
    going_on = heir.series.filter(~aimed, ended_on=None).select_related("unit", "indicator")
    there = {(one.unit_id, one.label): one for one in going_on if _may_aim(act, one)}
    without = [one.series for one in live if (one.series.unit_id, one.series.label) not in there]
    if without:
        named = ", ".join(one.place for one in without if isinstance(act.by, Person) and sees(act.by, one))
        told = _("It is not measured there, has a target there, or you may not set one.")
        lost = _("No series of that indicator can take over the target of %s.") % named if named else ""
        raise Refused(f"{lost or _('No series of that indicator can take over each of the targets.')} {told}", "heir")
    return {one.series_id: there[one.series.unit_id, one.series.label] for one in live}


def _may_aim(act: Act, series: Series) -> bool:
    """May the actor set a target on it?"""
    person = act.by
    return isinstance(person, Person) and (
        series.indicator.owner_id == person.pk or person.may(Right.DEFINE, series.unit.path)
    )

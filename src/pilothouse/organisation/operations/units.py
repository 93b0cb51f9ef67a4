"""Units: added below others, renamed, closed."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.operations.checks import filled, free_code, refuse_closed
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


def new_unit(*, name: str, code: str, parent: Unit | None) -> Unit:
    """A saved unit with its path."""
    unit = Unit(name=filled(name, "name"), code=free_code(code), parent=parent)
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


@operation("unit.added", may=holds(Right.ADMINISTER))
def add_unit(act: Act, *, unit: Unit, name: str, code: str) -> Unit:
    """Add a unit below `unit`."""
    refuse_closed(unit)
    return new_unit(name=name, code=code, parent=unit)


@operation("units.laid_out", may=holds(Right.ADMINISTER))
def lay_out_units(act: Act, *, unit: Unit, units: Sequence[tuple[str, str]]) -> list[Unit]:
    """Add several units below `unit` in one act; each is (name, code). One that does not fit refuses all."""
    return [add_unit(act, unit=unit, name=name, code=code) for name, code in units]


@operation("unit.changed", may=holds(Right.ADMINISTER))
def change_unit(act: Act, unit: Unit, *, name: str, code: str) -> Unit:
    """Rename a unit."""
    unit.name, unit.code = filled(name, "name"), free_code(code, unit.pk)
    unit.save()
    return unit


@operation("unit.closed", may=holds(Right.ADMINISTER))
def close_unit(act: Act, unit: Unit, *, on: date) -> Unit:
    """Close a unit: nothing new begins in it, what it holds stays readable."""
    if unit.parent_id is None:
        raise Refused(_("The whole organisation cannot be closed."))
    if Unit.objects.filter(parent=unit, closed_on=None).exists():
        raise Refused(_("Units below it are still open; close them first."))
    if Person.objects.filter(unit=unit, left_on=None).exists():
        raise Refused(_("People still belong to it; move them first."))
    unit.closed_on = on
    unit.save()
    return unit

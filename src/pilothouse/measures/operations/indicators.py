"""Defining what is measured, and where."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.models import (
    Direction,
    Frequency,
    Indicator,
    Measurement,
    Reading,
    Series,
    Serving,
    ValueKind,
)
from pilothouse.measures.operations.rejudging import judge_again, lock_series
from pilothouse.measures.provenance import renew_provenance
from pilothouse.organisation.models import Person, Unit
from pilothouse.organisation.rights import any_of, holds, owner, seen
from pilothouse.organisation.roles import Right
from pilothouse.processes.models import Process
from pilothouse.records.register import keep, move, owned_by_someone, refuse_ended, register
from pilothouse.strategy.models import Objective
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

MOST_DECIMALS = 6
LONGEST_SEASON = 366
_CHOICES = {"value_kind": ValueKind, "direction": Direction, "frequency": Frequency}
# Changing these would give numbers that stand another meaning.
_FIXED_BY_VALUES = ("value_kind", "frequency")
_JUDGED_BY = ("direction", "scale", "season")


@operation("indicator.defined", may=holds(Right.DEFINE))
def define_indicator(
    act: Act,
    *,
    unit: Unit,
    owner: Person,
    title: str,
    definition: str,
    unit_of_measure: str,
    value_kind: str,
    direction: str,
    frequency: str,
    process: Process | None = None,
    scale: float = 1.0,
    decimals: int = 1,
    season: int | None = None,
    objectives: Sequence[Objective] = (),
) -> Indicator:
    """Define an indicator: what exactly is measured, in what, how often, and which way is better.

    `scale` turns stored ratios into shown values (100 for per cent); `season` is a length in periods.
    """
    owned_by_someone(owner)
    _refuse_unseen(act, owner, process, objectives)
    fields = {
        "title": title, "definition": definition, "unit_of_measure": unit_of_measure, "value_kind": value_kind,
        "direction": direction, "frequency": frequency, "scale": scale, "decimals": decimals, "season": season,
    }  # fmt: skip
    indicator = Indicator(unit=unit, owner=owner, process=process, **_sound(fields))
    register(act, indicator)
    _serve(indicator, objectives)
    return indicator


@operation("indicator.changed", may=any_of(owner, holds(Right.DEFINE)))
def change_indicator(
    act: Act,
    indicator: Indicator,
    *,
    title: str,
    definition: str,
    unit_of_measure: str,
    value_kind: str,
    direction: str,
    frequency: str,
    process: Process | None = None,
    scale: float = 1.0,
    decimals: int = 1,
    season: int | None = None,
    objectives: Sequence[Objective] = (),
) -> Indicator:
    """Change a definition as a whole. Kind and frequency stay once there are values. Series are judged anew."""
    refuse_ended(indicator)
    _refuse_unseen(act, None, process, objectives)
    fields = {
        "title": title, "definition": definition, "unit_of_measure": unit_of_measure, "value_kind": value_kind,
        "direction": direction, "frequency": frequency, "scale": scale, "decimals": decimals, "season": season,
    }  # fmt: skip
    before = {name: getattr(indicator, name) for name in fields}
    for name, value in _sound(fields).items():
        setattr(indicator, name, value)
    changed = {name for name in fields if before[name] != getattr(indicator, name)}
    _refuse_new_meaning(indicator, changed)
    indicator.process = process
    keep(act, indicator)
    _serve(indicator, objectives)
    if changed & {*_JUDGED_BY, "definition"}:
        series = list(indicator.series.values_list("pk", flat=True))
        lock_series(series)  # values that come in meanwhile wait, or are read here
        renew_provenance(series)
        if changed & set(_JUDGED_BY):
            judge_again(act, series)
    return indicator


@operation("indicator.revived", may=any_of(owner, holds(Right.DEFINE)))
def revive_indicator(act: Act, indicator: Indicator) -> Indicator:
    """Measure it again."""
    return move(act, indicator, "revive")


def _defines_there(act: Act, arguments: Mapping[str, Any]) -> bool:
    """Who defines processes, indicators, objectives and targets in the unit that is to be measured."""
    person, unit = act.by, arguments["unit"]
    return isinstance(person, Person) and person.may(Right.DEFINE, unit.path)


@operation("series.opened", may=any_of(owner, holds(Right.DEFINE), _defines_there))
def open_series(act: Act, indicator: Indicator, *, unit: Unit, label: str = "") -> Series:
    """Measure an indicator in a unit, or in one part of it (`label`)."""
    refuse_ended(indicator)
    _refuse_unseen_unit(act, unit)
    label = label.strip()
    if len(label) > 60:
        raise Refused(_("The name of the part is longer than 60 characters."), "label")
    if Series.objects.filter(indicator=indicator, unit=unit, label=label).exists():
        raise Refused(_("This indicator is measured there already."), "label")
    series = Series(indicator=indicator, unit=unit, label=label)
    series.save()
    Reading.objects.create(series=series)
    return series


def _sound(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, trimmed; raises Refused for the first one that cannot be."""
    checked = dict(fields)
    for name, longest in (("title", 200), ("definition", 4_000), ("unit_of_measure", 40)):
        checked[name] = fields[name].strip()
        if not checked[name]:
            raise Refused(_("This is needed."), name)
        if len(checked[name]) > longest:
            raise Refused(_("This is longer than %d characters.") % longest, name)
    for name, choices in _CHOICES.items():
        if fields[name] not in choices.values:
            raise Refused(_("Choose one of the list."), name)
    if not (math.isfinite(fields["scale"]) and fields["scale"] > 0):
        raise Refused(_("The factor is a number above zero."), "scale")
    if fields["scale"] != 1 and fields["value_kind"] not in {ValueKind.PROPORTION, ValueKind.RATE}:
        raise Refused(_("Only shares and rates are shown times a factor."), "scale")
    if not 0 <= fields["decimals"] <= MOST_DECIMALS:
        raise Refused(_("Between 0 and %d decimals.") % MOST_DECIMALS, "decimals")
    if fields["season"] is not None and not 2 <= fields["season"] <= LONGEST_SEASON:
        raise Refused(_("A season has 2 to %d periods.") % LONGEST_SEASON, "season")
    return checked


def _refuse_new_meaning(indicator: Indicator, changed: set[str]) -> None:
    fixed = [name for name in _FIXED_BY_VALUES if name in changed]
    if fixed and Measurement.objects.filter(series__indicator=indicator).exists():
        raise Refused(_("There are values already; define another indicator for another kind or frequency."), fixed[0])


def _refuse_unseen(act: Act, owner: Person | None, process: Process | None, objectives: Sequence[Objective]) -> None:
    """Processes and objectives are everyone's to read, yet dead ones are no use; people and units must be visible."""
    if process is not None and process.ended:
        raise Refused(_("This process has ended."), "process")
    if any(objective.ended for objective in objectives):
        raise Refused(_("This objective has ended."), "objectives")
    if owner is not None and owner.is_system:
        raise Refused(_("Choose a person."), "owner")


def _refuse_unseen_unit(act: Act, unit: Unit) -> None:
    if isinstance(act.by, Person) and not seen(act.by, [unit]):
        raise Refused(_("There is no such unit."), "unit")


def _serve(indicator: Indicator, objectives: Sequence[Objective]) -> None:
    """The indicator serves exactly these objectives."""
    wanted = {objective.pk for objective in objectives}
    for serving in indicator.servings.all():
        if serving.objective_id in wanted:
            wanted.discard(serving.objective_id)
        else:
            serving.delete()
    for key in sorted(wanted):
        Serving(indicator=indicator, objective_id=key).save()

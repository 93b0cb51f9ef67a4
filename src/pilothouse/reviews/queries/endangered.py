"""Objectives in danger, of a unit and all below, by the targets on series that a person sees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Direction, Reading, Series, Target
from pilothouse.measures.moves import is_better, met_lately, reaches
from pilothouse.measures.numerals import number
from pilothouse.measures.pictures import kind_shown, now_shown
from pilothouse.measures.provenance import TOLD_BESIDE, trust_of
from pilothouse.measures.wording import percent_in_words, undecided
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.danger_wording import out_of_reach
from pilothouse.reviews.queries.worked_on import worked_on
from pilothouse.reviews.rules import Candidate, Danger, Parts, Section, Standing, danger_of, in_danger


@dataclass(frozen=True)
class Endangered:
    """An objective in danger, by its key: why, by which target, and how likely that is met."""

    objective: int
    danger: Danger
    target: Target
    likelihood: float


def objectives_endangered(person: Person, unit: Unit | None, on: date) -> list[Endangered]:
    """Live objectives in danger on a day by their targets in a unit and below, everywhere for None; one query."""
    found: dict[int, list[Target]] = {}
    for target in _targets(person, unit, on):
        found.setdefault(target.objective_id or 0, []).append(target)
    judged = (_endangered(key, targets) for key, targets in found.items())
    return [one for one in judged if one is not None]


def series_in_danger(objective: int, person: Person, on: date) -> Series | None:
    """The series, with what `TOLD` names, whose target puts an objective in danger on a day, by its key and as far as
    the person sees its series; None where none does. One query.
    """
    targets = list(_targets(person, None, on).filter(objective=objective))
    found = _endangered(objective, targets) if targets else None
    return found.target.series if found else None


def _targets(person: Person, unit: Unit | None, on: date) -> "QuerySet[Target]":
    seen = Series.objects.seen_by(person).filter(ended_on=None).order_by()
    inside = seen if unit is None else seen.filter(unit__path__startswith=unit.path)
    live = Target.objects.filter(
        ended_at=None, objective__isnull=False, objective__ended_at=None, by__gte=on, series__in=inside.values("pk"),
        series__reading__isnull=False,
    )  # fmt: skip
    found: QuerySet[Target] = live.annotate(worked=ExpressionWrapper(worked_on("objective"), BooleanField()))
    return found.select_related(*TOLD_BESIDE).order_by("pk")


def _endangered(objective: int, targets: list[Target]) -> Endangered | None:
    worked = targets[0].worked  # type: ignore[attr-defined]
    found = in_danger([standing_of(one) for one in targets], worked_on=worked)
    if found is None:
        return None
    danger, standing = found
    target = next(one for one in targets if one.pk == standing.key)
    return Endangered(objective, danger, target, standing.likelihood)


def standing_of(target: Target) -> Standing:
    """How a target stands by what its series kept; it needs its series with indicator and reading."""
    reading, indicator = target.series.reading, target.series.indicator
    upwards = indicator.direction == Direction.UP
    worse = reading.change != 0 and not is_better(reading.change, kind_shown(reading.picture), 1 if upwards else -1)
    met, count = _met(target)
    then, far = reading.chances_then, reading.too_far
    danger = danger_of(reading.chances, then, worse=worse, met=met, count=count, far=far)
    now = now_shown(reading.picture)
    missed = now is not None and not reaches(now, target.value, upwards=upwards)
    return Standing(target.pk, danger, reading.chances, missed, then)


def _met(target: Target) -> tuple[int, int]:
    values = target.series.reading.picture.get("values", ())
    return met_lately(values, target.value, upwards=target.series.indicator.direction == Direction.UP)


def objectives_in_danger(unit: Unit, person: Person, on: date) -> Iterator[Candidate]:
    """Each of them for the agenda of a meeting, whose numbers are for who sees the series of its target. Those on which
    nobody works ask for a decision and come first.
    """
    for one in objectives_endangered(person, unit, on):
        # What is only feared comes after what is told, and last what is within reach.
        weight = (1.0 - one.likelihood) / (1.0 + one.danger)
        weight += 0.0 if one.target.worked else 1.0  # type: ignore[attr-defined]
        parts, plain = Parts(behind=(one.target.series_id,)), out_of_reach(one.danger)
        reason = _aimed_at(one, on)
        yield Candidate(one.objective, Section.OBJECTIVES, weight, reason, parts, plain=plain)


def _aimed_at(one: Endangered, on: date) -> str:
    """What is wanted by when, how likely it is, and why nobody can tell better, or that nobody works on it."""
    target, indicator = one.target, one.target.series.indicator
    reading, unit = target.series.reading, indicator.unit_of_measure
    chances = reading.chances
    words = {
        "chance": _chances_in_words(reading),
        "target": f"{number(target.value, indicator.decimals)} {unit}",
        "day": date_format(target.by, "j M Y"),
        "series": target.series,
        "trust": trust_of(target.series, on).label.value,
    }
    reason = _("chance to reach %(target)s by %(day)s: %(chance)s (data trust %(trust)s): %(series)s") % words
    if one.danger is Danger.ALONE:
        now = now_shown(reading.picture)
        told = {"reason": reason, "now": f"{number(now or 0.0, indicator.decimals)} {unit}"}
        return _("%(reason)s; %(now)s now, and nobody works on it") % told
    if chances is None:
        met, count = _met(target)
        return _("%(reason)s; met %(met)d of %(count)d lately") % {"reason": reason, "met": met, "count": count}
    if chances[0] == chances[1]:
        capable = reading.picture.get("capability") != "not_capable"
        return reason if capable else _("%s; out of reach without a change") % reason
    onset = reading.picture["outlook"]["since"]
    since = date.fromisoformat(onset) if onset else None
    return f"{reason}; {undecided(since, indicator.frequency, on)}"


def _chances_in_words(reading: Reading) -> str:
    """That of the day first, for the day is what was promised; then that of the next value."""
    if reading.chances is None:
        return _("cannot be told")
    ahead = _("next time %s") % percent_in_words(reading.chances)
    if reading.too_far:
        return _("too far to tell, %s") % ahead
    return f"{percent_in_words(reading.chances_then)}, {ahead}" if reading.chances_then else ahead

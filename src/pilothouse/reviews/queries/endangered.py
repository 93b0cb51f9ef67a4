"""Objectives in danger as a meeting is told of them: each with its chance, or why nobody can tell."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pilothouse.measures.models import Direction, Series, Target
from pilothouse.measures.moves import is_better, met_lately
from pilothouse.measures.numerals import number
from pilothouse.measures.pictures import kind_shown
from pilothouse.measures.provenance import TOLD_BESIDE, trust_of
from pilothouse.measures.wording import percent_in_words, undecided
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.queries.items import out_of_reach
from pilothouse.reviews.rules import LOW_CHANCE, Candidate, Danger, Parts, Section, danger_of, likely


def objectives_in_danger(unit: Unit, person: Person, on: date) -> Iterator[Candidate]:
    """Each objective in danger with the target that is it most surely, whose numbers are for who sees its series."""
    series = Series.objects.seen_by(person).filter(unit__path__startswith=unit.path, ended_on=None)
    unlikely = Q(series__reading__chance__lt=LOW_CHANCE) | Q(series__reading__chance=None)
    targets = Target.objects.filter(
        unlikely, ended_at=None, objective__isnull=False, objective__ended_at=None, by__gte=on, series__in=series,
        series__reading__isnull=False,
    )  # fmt: skip
    rows = ((_danger(target), target) for target in targets.select_related(*TOLD_BESIDE).order_by("pk"))
    ranked = sorted(((danger, target) for danger, target in rows if danger is not None), key=lambda row: row[0])
    told: set[int | None] = set()
    for (danger, chance), target in ranked:
        if target.objective_id in told or target.objective_id is None:
            continue
        told.add(target.objective_id)
        # What is only feared comes after what is told.
        weight = (1.0 - chance) / (1.0 + danger)
        parts, plain = Parts(behind=(target.series_id,)), out_of_reach(danger)
        yield Candidate(target.objective_id, Section.OBJECTIVES, weight, _aimed_at(target, on), parts, plain=plain)


def _danger(target: Target) -> tuple[Danger, float] | None:
    """How surely it is in danger, and its chance, by what its series kept."""
    reading, indicator = target.series.reading, target.series.indicator
    way = 1 if indicator.direction == Direction.UP else -1
    worse = reading.change != 0 and not is_better(reading.change, kind_shown(reading.picture), way)
    met, count = _met(target)
    danger = danger_of(reading.chances, worse=worse, met=met, count=count)
    return None if danger is None else (danger, likely(reading.chances))


def _met(target: Target) -> tuple[int, int]:
    values = target.series.reading.picture.get("values", ())
    return met_lately(values, target.value, upwards=target.series.indicator.direction == Direction.UP)


def _aimed_at(target: Target, on: date) -> str:
    """What is wanted by when, how likely it is, and why nobody can tell better."""
    indicator, chances = target.series.indicator, target.series.reading.chances
    words = {
        "chance": percent_in_words(chances) if chances else _("cannot be told"),
        "target": f"{number(target.value, indicator.decimals)} {indicator.unit_of_measure}",
        "day": date_format(target.by, "j M Y"),
        "series": target.series,
        "trust": trust_of(target.series, on).label.value,
    }
    reason = _("chance %(chance)s to reach %(target)s by %(day)s (data trust %(trust)s): %(series)s") % words
    if chances is None:
        words = dict(zip(("met", "count"), _met(target), strict=True))
        return _("%(reason)s; met %(met)d of %(count)d lately") % {"reason": reason, **words}
    if chances[0] == chances[1]:
        return reason
    onset = target.series.reading.picture["outlook"]["since"]
    since = date.fromisoformat(onset) if onset else None
    return f"{reason}; {undecided(since, indicator.frequency, on)}"

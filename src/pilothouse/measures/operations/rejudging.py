"""Touched series, locked and judged again: shared by the operations of this package."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pilothouse.measures.judging import judge_series
from pilothouse.measures.lines import chunks, current_values
from pilothouse.measures.models import Indicator, Series, Signal, terms_for
from pilothouse.measures.rules import Terms
from pilothouse.measures.stretches import book_of
from pilothouse.measures.touched import Touched
from pilothouse.records.checks import the_day
from pilothouse.trail.act import Act


@dataclass(frozen=True)
class Locked:
    """A series as an intake needs it; locked until the end of the act, so that judgements do not overlap."""

    touched: Touched
    unit_path: str
    terms: Terms


def lock_series(keys: Sequence[int]) -> dict[int, Locked]:
    """These series, as far as they exist, with a constant number of statements for each thousand."""
    rows: list[tuple[int, int, str, str, str, date | None, int]] = []
    for part in chunks(sorted(keys)):
        found = Series.objects.filter(pk__in=part).order_by("pk")
        # Only the series are locked, in one order: what they belong to stays free for others.
        list(found.select_for_update().values_list("pk", flat=True))
        names = ("pk", "unit_id", "unit__code", "unit__path", "label", "ended_on", "indicator_id")
        rows += found.values_list(*names)
    indicators = _indicators({row[-1] for row in rows})
    return {row[0]: _locked(row, indicators[row[-1]]) for row in rows}


def _indicators(keys: Iterable[int]) -> dict[int, Indicator]:
    found = Indicator.objects.select_related("owner", "process__owner").filter(pk__in=set(keys))
    return {indicator.pk: indicator for indicator in found}


def _locked(row: tuple[int, int, str, str, str, date | None, int], indicator: Indicator) -> Locked:
    key, unit_id, code, path, label, ended_on, _indicator = row
    place = f"{code} · {label}" if label else code
    terms = terms_for(indicator, ended_on)
    return Locked(Touched(key, unit_id, place, indicator), path, terms)


def judge_again(act: Act, series: Sequence[int]) -> list[Signal]:
    """Judge these series from what is stored: after a new baseline, target or definition."""
    locked = lock_series(series)
    book = book_of(current_values(list(locked)), list(locked))
    return judge_series(act, the_day(act), [entry.touched for entry in locked.values()], book)

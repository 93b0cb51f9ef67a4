"""The series behind a record: where it shows in the numbers."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.models import Series, Signal, Target
from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision

_WITH_SERIES: tuple[type[Model], ...] = (Signal, Issue, Action, Verification, Decision)


def series_behind(records: Iterable[Record], person: Person) -> Mapping[int, Series]:
    """For each record that shows in the numbers, its series (with indicator, unit and reading), as far as seen.

    An objective is shown by the target least likely to be met. One query for each kind, and one for the series.
    """
    keys = {record.pk: record.kind for record in records}
    found: dict[int, int] = {}
    for model in _WITH_SERIES:
        of_kind = [key for key, kind in keys.items() if kind == model.KIND.name]  # type: ignore[attr-defined]
        if of_kind:
            rows = model._base_manager.filter(pk__in=of_kind, series__isnull=False).values_list("pk", "series")
            found.update(dict(rows))
    objectives = [key for key, kind in keys.items() if kind == "objective"]
    if objectives:
        rows = Target.objects.filter(objective__in=objectives, ended_at=None)
        hardest = rows.order_by("-series__reading__chance").values_list("objective_id", "series_id")
        found.update(dict(hardest))
    series = Series.objects.seen_by(person).filter(pk__in=set(found.values()))
    by_key = {one.pk: one for one in series.select_related("indicator", "unit", "reading")}
    return {record: by_key[key] for record, key in found.items() if key in by_key}

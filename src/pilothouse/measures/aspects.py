"""What people have set on a series and what was found on it, by one query."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Model, Subquery

from pilothouse.measures.budget import latest_fap60
from pilothouse.measures.models import Baseline, Engraved, Series, Signal, Target
from pilothouse.measures.watching import USUAL_FAP60
from pilothouse.organisation.models import Person
from pilothouse.strategy.models import Objective
from pilothouse.trail.gathered import built, gathered
from pilothouse.trail.kept import Kept


@dataclass(frozen=True)
class Aspects:
    """What people have set on a series and what was found on it: baselines and targets newest first, signals oldest
    first, the false-alarm budget it is judged with, and its line as it was last judged (see
    measures.engraved). For reading, not to be saved.
    """

    baselines: tuple[Baseline, ...]
    targets: tuple[Target, ...]
    signals: tuple[Signal, ...]
    fap60: float
    engraved: str | None = None


def _names(model: type[Model], *apart: str) -> dict[str, str]:
    fields = (field.attname for field in model._meta.concrete_fields)
    return {name: name for name in fields if name not in apart}


_OBJECTIVE = {f"objective_{name}": f"objective__{name}" for name in ("kind", "number", "title")}


def with_aspects(series: Any) -> dict[str, Subquery]:
    """Annotations from which `aspects_in` reads; `series` is a key, or an `OuterRef` to one."""
    return {
        "_baselines": gathered(Baseline.objects.filter(series=series), {**_names(Baseline), "name": "by__name"}),
        "_targets": gathered(
            Target.objects.filter(series=series), {**_names(Target), "name": "set_by__name", **_OBJECTIVE}
        ),
        "_fap60": Subquery(latest_fap60()),
        "_engraved": Subquery(Engraved.objects.filter(series=series).values("text")),
        "_signals": gathered(
            Signal.objects.filter(series=series), {**_names(Signal, "words", "explanation"), "name": "owner__name"}
        ),
    }


def aspects_in(row: Any, series: Series) -> Aspects:
    """The aspects of a series out of a row that was annotated with them."""
    newest = attrgetter("pk")
    return Aspects(
        tuple(sorted((_baseline(series, one) for one in row._baselines or ()), key=newest, reverse=True)),
        tuple(sorted((_target(series, one) for one in row._targets or ()), key=newest, reverse=True)),
        tuple(sorted((_signal(series, one) for one in row._signals or ()), key=attrgetter("found", "pk"))),
        USUAL_FAP60 if row._fap60 is None else row._fap60,
        row._engraved,
    )


_ASPECTS = Kept[Series](lambda key: Series.objects.filter(pk=key).only("pk").annotate(**with_aspects(key)))


def aspects_of(series: Series) -> Aspects:
    """All of them by one query."""
    row = _ASPECTS.first(series.pk)
    return aspects_in(row, series) if row is not None else Aspects((), (), (), USUAL_FAP60)


def _baseline(series: Series, row: dict[str, Any]) -> Baseline:
    return built(Baseline, row, series=series, by=Person(pk=row["by_id"], name=row["name"]))


def _target(series: Series, row: dict[str, Any]) -> Target:
    objective = {name: row[f"objective_{name}"] for name in ("id", "kind", "number", "title")}
    return built(
        Target,
        row,
        series=series,
        set_by=Person(pk=row["set_by_id"], name=row["name"]),
        objective=built(Objective, objective) if row["objective_id"] else None,
    )


def _signal(series: Series, row: dict[str, Any]) -> Signal:
    owner = Person(pk=row["owner_id"], name=row["name"]) if row["owner_id"] else None
    return built(Signal, row, series=series, owner=owner)

"""What holds for every table."""

from django.apps import apps
from django.db import models

from pilothouse.records.models import Record, record_types
from pilothouse.trail.guard import Guarded
from pilothouse.trail.models import Traced, TracedQuerySet

OURS = [model for model in apps.get_models() if model.__module__.startswith("pilothouse.")]
# Not history: derived readings, sums, surveys, checks, used tokens, counters, keys that must be destroyable,
# ways to sign in, letters.
SURVEYED = {
    "AskedSurvey",
    "InputWait",
    "Leading",
    "Perhaps",
    "PromisesTold",
    "Repeat",
    "SharedChange",
    "Standing",
    "Survey",
}
LETTERS = {"Letter", "WrittenDay"}
DERIVED = {"Ended", "Reading", "Engraved", "Provenance", "Portfolio", "PackCheck"}
UNTRACED = SURVEYED | LETTERS | DERIVED | {"Once", "Numbering", "PersonalKey", "Account"}


def test_every_table_is_guarded_or_named_here() -> None:
    assert {model.__name__ for model in OURS if not issubclass(model, Guarded)} == UNTRACED


def test_nothing_cascades_into_history() -> None:
    cascading = [
        f"{model.__name__}.{field.name}"
        for model in OURS
        if issubclass(model, Guarded)
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]
    assert not cascading


def test_no_hidden_tables_between_many() -> None:
    assert not [model.__name__ for model in OURS if model._meta.local_many_to_many]


def test_every_manager_of_a_traced_type_is_guarded() -> None:
    for model in OURS:
        if issubclass(model, Traced):
            assert issubclass(model._default_manager._queryset_class, TracedQuerySet), model  # type: ignore[attr-defined]
            assert issubclass(model._base_manager._queryset_class, TracedQuerySet), model  # type: ignore[attr-defined]


def test_records_are_one_level_deep_and_uniquely_numbered() -> None:
    types = Record.__subclasses__()
    assert all(model.__bases__ == (Record,) for model in types)
    assert len({model.KIND.prefix for model in types}) == len(types) == len(record_types())


def test_every_life_is_connected() -> None:
    for model in Record.__subclasses__():
        life = model.KIND.life
        names = {state.name for state in life.states}
        for step in life.steps:
            assert {*step.start, step.end} <= names, (model, step)
        reachable = {life.first} | {step.end for step in life.steps}
        assert reachable == names, model

"""Rows brought along as one list come back as they were stored."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import OuterRef
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.models import Issue
from pilothouse.measures.models import Baseline, Series
from pilothouse.organisation.models import Unit
from pilothouse.trail.gathered import built, day, first_of, gathered, moment
from tests.cast import Cast
from tests.stage import Stage


def fields_of(model: type) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # type: ignore[attr-defined]


def test_every_type_of_field_comes_back_as_it_was(stage: Stage) -> None:
    """Dates, moments, truths, documents and nothing at all, on whichever database this runs."""
    for model in (Issue, Baseline, Unit):
        row = model.objects.order_by("-pk")[0]
        (found,) = Series.objects.order_by("pk")[:1].annotate(
            _rows=gathered(model.objects.filter(pk=row.pk), fields_of(model))
        )
        (again,) = (built(model, one) for one in found._rows)
        assert {name: getattr(again, name) for name in fields_of(model)} == {
            name: getattr(row, name) for name in fields_of(model)
        }


def test_nothing_is_an_empty_list_and_not_a_missing_row(cast: Cast) -> None:
    below = gathered(Unit.objects.filter(parent=OuterRef("pk")), ["id", "name"])
    found = {unit.pk: unit._below or [] for unit in Unit.objects.annotate(_below=below)}
    assert found[cast.east.pk] == []
    assert {row["id"] for row in found[cast.office.pk]} == {cast.east.pk, cast.west.pk}


def test_a_field_left_behind_is_read_when_asked_for(stage: Stage) -> None:
    issue = Issue.objects.order_by("pk")[0]
    bare = built(Issue, {"id": issue.pk, "kind": "issue", "number": issue.number})
    with CaptureQueriesContext(connection) as asked:
        assert bare.code == issue.code
    assert not asked
    assert bare.title == issue.title


def test_days_and_moments() -> None:
    assert day(None) is moment(None) is None
    assert day("2026-02-28") == date(2026, 2, 28)
    for text in ("2026-02-28T10:00:00.5", "2026-02-28 10:00:00.500000", "2026-02-28T10:00:00.5+00:00"):
        found = moment(text)
        assert found is not None
        assert found.utcoffset() == timedelta(0)
        assert found.microsecond == 500_000
    with pytest.raises(ValueError, match="month"):
        day("2026-13-01")


def test_the_first_of_some_rows_comes_along_by_itself(cast: Cast) -> None:
    below = first_of(Unit.objects.filter(parent=OuterRef("pk")).order_by("-code"), ["id", "name"])
    found = {unit.pk: unit._first for unit in Unit.objects.annotate(_first=below)}
    last = max(cast.east, cast.west, key=lambda unit: unit.code)
    assert found[cast.office.pk] == {"id": last.pk, "name": last.name}
    assert found[cast.east.pk] is None

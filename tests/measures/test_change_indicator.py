"""A definition is changed as a whole, by whom it concerns, and never under values that stand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.measures.models import Indicator
from pilothouse.measures.operations import (
    change_indicator,
    retire_indicator,
)
from pilothouse.strategy.operations import set_objective
from pilothouse.trail.act import Conflict, NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of, record, series_of

pytestmark = pytest.mark.django_db

YEAR_END = date(2026, 12, 31)


def whole(indicator: Indicator, **fields: object) -> dict[str, object]:
    """All fields of an indicator, as a form sends them."""
    names = ("title", "definition", "unit_of_measure", "value_kind", "direction", "frequency", "scale", "decimals")
    return {name: getattr(indicator, name) for name in names} | fields


def test_a_change_replaces_the_whole_definition(cast: Cast) -> None:
    objectives = [
        set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title=title, due=YEAR_END)
        for title in ("One", "Two")
    ]
    indicator = indicator_of(cast, objectives=objectives[:1])
    change_indicator(act(cast.quality), indicator, **whole(indicator, title="New", objectives=objectives[1:]))  # type: ignore[arg-type]
    assert Indicator.objects.get().title == "New"
    assert [serving.objective.title for serving in indicator.servings.all()] == ["Two"]
    assert verify().whole


def test_somebody_else_saved_first(cast: Cast) -> None:
    stale = indicator_of(cast)
    fresh = Indicator.objects.get()
    change_indicator(act(cast.quality), fresh, **whole(fresh, title="First"))  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        change_indicator(act(cast.quality), stale, **whole(stale, title="Second"))  # type: ignore[arg-type]


def test_the_meaning_of_values_that_stand_is_not_changed(cast: Cast) -> None:
    series = series_of(cast)
    indicator = series.indicator
    change_indicator(act(cast.quality), indicator, **whole(indicator, value_kind="count"))  # type: ignore[arg-type]
    record(cast.member, series, [1])
    for field, value in (("value_kind", "value"), ("frequency", "day")):
        with pytest.raises(Refused) as refusal:
            change_indicator(act(cast.quality), indicator, **whole(indicator, **{field: value}))  # type: ignore[arg-type]
        assert refusal.value.field == field
        indicator.refresh_from_db()


def test_who_may(cast: Cast) -> None:
    indicator = indicator_of(cast)
    for person in (cast.member, cast.owner, cast.reader):
        with pytest.raises(NotAllowed):
            change_indicator(act(person), indicator, **whole(indicator))  # type: ignore[arg-type]


def test_a_retired_one_is_not_changed(cast: Cast) -> None:
    indicator = retire_indicator(act(cast.quality), indicator_of(cast), reason="Measured elsewhere")
    with pytest.raises(Refused):
        change_indicator(act(cast.quality), indicator, **whole(indicator))  # type: ignore[arg-type]


def test_what_its_values_rest_on_is_read_after_other_writers_are_held_off(cast: Cast) -> None:
    series = series_of(cast)
    record(cast.member, series, [1])
    with CaptureQueriesContext(connection) as asked:
        change_indicator(act(cast.quality), series.indicator, **whole(series.indicator, definition="Another one"))  # type: ignore[arg-type]
    statements = [one["sql"] for one in asked.captured_queries]
    lock = f'"measures_series"."id" IN ({series.pk}) ORDER BY 1 ASC'
    locked = [place for place, sql in enumerate(statements) if lock in sql]
    read = [place for place, sql in enumerate(statements) if 'JOIN "measures_intake"' in sql]
    assert locked
    assert locked[0] < read[0]
    assert ("FOR UPDATE" in statements[locked[0]]) == (connection.vendor == "postgresql")

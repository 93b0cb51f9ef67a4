"""An indicator is defined with what it belongs to, or refused in words."""

from datetime import date

import pytest

from pilothouse.measures.models import Indicator
from pilothouse.measures.operations import (
    define_indicator,
)
from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from pilothouse.strategy.operations import end_objective, set_objective
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.numbers import indicator_of

pytestmark = pytest.mark.django_db

YEAR_END = date(2026, 12, 31)


def test_an_indicator_is_defined_with_what_it_belongs_to(cast: Cast) -> None:
    objective = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=YEAR_END)
    process = define_process(
        act(cast.quality),
        unit=cast.office,
        owner=cast.owner,
        title="Turn round",
        purpose="P",
        part=Part.CORE,
        position=1,
    )
    indicator = indicator_of(cast, "proportion", process=process, objectives=[objective], season=52)
    assert (indicator.code, indicator.state, indicator.owner) == ("IND-0001", "live", cast.quality)
    assert [serving.objective_id for serving in indicator.servings.all()] == [objective.pk]
    assert indicator.process == process
    assert verify().whole


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  "),
        ("title", "x" * 201),
        ("definition", ""),
        ("unit_of_measure", ""),
        ("value_kind", "feeling"),
        ("direction", "sideways"),
        ("frequency", "hour"),
        ("scale", 0.0),
        ("scale", float("nan")),
        ("scale", 100.0),
        ("decimals", 7),
        ("season", 1),
    ],
)
def test_unsound_definitions_are_refused(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(Refused) as refusal:
        indicator_of(cast, **{field: value})
    assert refusal.value.field == field
    assert not Indicator.objects.exists()


def test_who_may(cast: Cast) -> None:
    for person in (cast.member, cast.reader, cast.owner):
        with pytest.raises(NotAllowed):
            define_indicator(
                act(person),
                unit=cast.office,
                owner=cast.owner,
                title="T",
                definition="D",
                unit_of_measure="%",
                value_kind="value",
                direction="up",
                frequency="week",
            )
    assert not Indicator.objects.exists()


def test_a_retired_objective_or_process_is_refused(cast: Cast) -> None:
    objective = set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title="On time", due=YEAR_END)
    end_objective(act(cast.leader), objective, step=objective.steps[0].name, reason="R")
    with pytest.raises(Refused) as refusal:
        indicator_of(cast, objectives=[objective])
    assert refusal.value.field == "objectives"

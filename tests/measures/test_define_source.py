"""A source names a file it may read and a query that only reads."""

from pathlib import Path

import pytest

from pilothouse.measures.models import Source
from pilothouse.measures.operations import (
    define_source,
)
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.verify import verify
from tests.cast import Cast, act
from tests.measures.conftest import SQL


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "Days"),
        ("path", "none.csv"),
        ("path", "../secret.csv"),
        ("path", "/etc/passwd"),
        ("sql", "DROP TABLE data"),
        ("every_hours", 0),
    ],
)
def test_unsound_definitions_are_refused(cast: Cast, source: Source, field: str, value: object) -> None:
    given: dict[str, object] = {"name": "Other", "path": "days.csv", "sql": SQL, "every_hours": 1}
    with pytest.raises(Refused) as refusal:
        define_source(act(cast.quality), unit=cast.east, owner=cast.owner, **(given | {field: value}))  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_who_may(cast: Cast, folder: Path) -> None:
    for person in (cast.member, cast.west_owner):
        with pytest.raises(NotAllowed):
            define_source(act(person), unit=cast.east, owner=cast.owner, name="N", path="days.csv", sql=SQL)
    assert not Source.objects.exists()
    assert define_source(act(cast.owner), unit=cast.east, owner=cast.owner, name="N", path="days.csv", sql=SQL)
    assert verify().whole

"""A run that failed leaves its reason with the source."""

from pathlib import Path

import pytest

from pilothouse.measures.models import Intake, Source
from pilothouse.measures.operations import (
    note_source_problem,
    refresh_or_note,
)
from pilothouse.trail.act import NotAllowed
from tests.cast import NOW, Cast, act
from tests.measures.conftest import FILE


def test_a_failed_run_leaves_its_reason_and_nothing_else(cast: Cast, source: Source, folder: Path) -> None:
    (folder / "days.csv").unlink()
    said = refresh_or_note(act(cast.system), source)
    source.refresh_from_db()
    assert said == source.last_problem
    assert "no such file" in source.last_problem
    assert source.last_run == NOW
    (folder / "days.csv").write_text(FILE)
    assert isinstance(refresh_or_note(act(cast.system), source), Intake)
    assert source.last_problem == ""


def test_who_may(cast: Cast, source: Source) -> None:
    for person in (cast.reader, cast.west_owner):
        with pytest.raises(NotAllowed):
            note_source_problem(act(person), source, problem="x")

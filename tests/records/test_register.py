"""Numbers, first promises, steps of life."""

import pytest

from pilothouse.records.models import Record
from pilothouse.records.operations import add_note
from pilothouse.strategy.operations import end_objective
from pilothouse.trail.act import Refused, UntracedWrite
from tests.cast import Cast, act
from tests.web.records.stage import objective, problem


def test_numbers_run_per_kind_without_gaps(cast: Cast) -> None:
    codes = [objective(cast, f"Aim {n}").code for n in range(3)] + [problem(cast.member, cast.east).code]
    assert codes == ["OBJ-0001", "OBJ-0002", "OBJ-0003", "ISS-0001"]


def test_a_refused_act_takes_no_number(cast: Cast) -> None:
    objective(cast)
    with pytest.raises(Refused):
        objective(cast, title="")
    assert objective(cast).number == 2


def test_steps_that_are_not_open_are_refused_in_words(cast: Cast) -> None:
    aim = end_objective(act(cast.leader), objective(cast), step="reach", reason="Done.")
    with pytest.raises(Refused, match=r"not possible|has ended"):
        end_objective(act(cast.leader), aim, step="miss", reason="Done again.")


def test_a_bare_base_cannot_be_saved(cast: Cast) -> None:
    aim = objective(cast)
    with pytest.raises(TypeError):
        Record.objects.get(pk=aim.pk).save()


def test_nothing_changes_past_the_history(cast: Cast) -> None:
    aim = objective(cast)
    add_note(act(cast.leader), aim, text="Hello")
    for write in (
        lambda: aim.save(),
        lambda: aim.delete(),
        lambda: Record.objects.filter(pk=aim.pk).update(title="x"),
        lambda: aim.notes.all().delete(),
        lambda: Record(kind="objective", number=aim.number, title="Twin", unit=cast.office, state="live").save_base(),
    ):
        with pytest.raises(UntracedWrite):
            write()

"""Defining a process."""

from datetime import date

import pytest

from pilothouse.organisation.operations import note_leaving
from pilothouse.processes.models import Part
from pilothouse.processes.operations import define_process
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


def test_it_comes_last_in_its_part_of_the_map(cast: Cast) -> None:
    words = {"unit": cast.east, "owner": cast.owner, "purpose": "Leave on time."}
    first = define_process(act(cast.owner), title="Turn", **words)
    second = define_process(act(cast.owner), title="Load", **words)
    other = define_process(act(cast.owner), title="De-ice", part=Part.SUPPORTING, **words)
    assert (first.position, second.position, other.position) == (1, 2, 1)
    assert (first.code, first.part, first.everyone) == ("PRC-0001", Part.CORE, True)
    assert Entry.objects.filter(name="process.defined").count() == 3
    assert verify().whole


@pytest.mark.parametrize(
    ("changes", "field"), [({"title": " "}, "title"), ({"purpose": ""}, "purpose"), ({"part": "odd"}, "part")]
)
def test_what_is_missing_or_unknown_is_refused(cast: Cast, changes: dict[str, str], field: str) -> None:
    given = {"title": "Turn", "purpose": "p", "part": "core"} | changes
    with pytest.raises(Refused) as refusal:
        define_process(act(cast.owner), unit=cast.east, owner=cast.owner, **given)
    assert refusal.value.field == field


def test_who_has_left_cannot_answer_for_it(cast: Cast) -> None:
    note_leaving(act(cast.leader), cast.member, on=date(2026, 3, 1))
    with pytest.raises(Refused) as refusal:
        define_process(act(cast.owner), unit=cast.east, owner=cast.member, title="Turn", purpose="p")
    assert refusal.value.field == "owner"


def test_a_member_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        define_process(act(cast.member), unit=cast.east, owner=cast.member, title="Turn", purpose="p")

"""A remark on a record."""

import pytest

from pilothouse.records.models import Note
from pilothouse.records.operations import add_note
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act
from tests.web.records.stage import objective, problem


def test_it_is_kept_with_who_and_when(cast: Cast) -> None:
    issue = problem(cast.member, cast.east)
    note = add_note(act(cast.member), issue, text="  Seen again today.\n")
    assert (note.text, note.by, note.at, note.record_id) == ("Seen again today.", cast.member, NOW, issue.pk)
    assert Entry.objects.filter(name="note.added", key=note.pk).count() == 1
    assert verify().whole


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_written(cast: Cast, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        add_note(act(cast.leader), objective(cast), text=text)
    assert refusal.value.field == "text"
    assert not Note.objects.exists()


def test_readers_and_other_units_may_not(cast: Cast) -> None:
    issue = problem(cast.member, cast.east)
    for person in (cast.reader, cast.west_owner):
        with pytest.raises(NotAllowed):
            add_note(act(person), issue, text="Hello")
    assert not Note.objects.exists()

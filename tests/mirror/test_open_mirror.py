"""Leaders open the mirror to everybody."""

import pytest

from pilothouse.mirror.operations import open_mirror
from pilothouse.mirror.queries import opening, sees_first
from pilothouse.trail.act import NotAllowed, Refused
from pilothouse.trail.models import Entry
from tests.cast import Cast, act


def test_top_management_opens_it_with_a_word(cast: Cast) -> None:
    assert opening() is None
    open_mirror(act(cast.leader), word=" Read it as a question. ")
    found = opening()
    assert found is not None
    assert (found.by, found.word, found.closed_at) == (cast.leader, "Read it as a question.", None)
    assert Entry.objects.latest("seq").name == "mirror.opened"
    with pytest.raises(Refused, match="already"):
        open_mirror(act(cast.leader))


def test_nobody_else_opens_it_and_few_see_it_before(cast: Cast) -> None:
    for who in (cast.quality, cast.owner, cast.member, cast.auditor, cast.reader):
        with pytest.raises(NotAllowed):
            open_mirror(act(who))
    assert opening() is None
    assert {name for name, person in cast.people.items() if sees_first(person)} == {"leader", "quality"}

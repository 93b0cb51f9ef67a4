"""Personal data in history stands under a key per person; without the key the history is whole and the name gone."""

import pytest

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import change_person
from pilothouse.trail.models import Entry, PersonalKey
from pilothouse.trail.vault import PREFIX, unseal
from pilothouse.trail.verify import verify
from tests.cast import Cast, act

NAME = "Ramp agent Zoë"


def test_no_name_stands_in_the_history(cast: Cast) -> None:
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert NAME not in bodies
    assert "member@example.org" not in bodies
    assert PREFIX in bodies


def test_the_key_opens_it(cast: Cast) -> None:
    sealed = cast.member.image()["name"]
    assert unseal(cast.member.pk, "name", sealed) == NAME
    assert unseal(cast.owner.pk, "name", sealed) is None
    assert unseal(cast.member.pk, "email", sealed) is None


def test_equal_text_gives_equal_entries(cast: Cast) -> None:
    before = Entry.objects.count()
    change_person(act(cast.leader), Person.objects.get(pk=cast.member.pk), name=NAME, email="member@example.org")
    assert Entry.objects.count() == before


def test_without_the_key_the_chain_is_whole_and_the_name_gone(cast: Cast) -> None:
    sealed = cast.member.image()["name"]
    PersonalKey.objects.filter(subject=cast.member.pk).delete()
    assert unseal(cast.member.pk, "name", sealed) is None
    report = verify()
    # The live row still carries the name, so it no longer equals the history; the chain itself does not suffer.
    assert report.faults == [f"row organisation.person {cast.member.pk}: differs from what the history says"]
    assert not PersonalKey.objects.filter(subject=cast.member.pk).exists()


@pytest.mark.parametrize("text", ["plain", "", f"{PREFIX}AAAA"])
def test_what_was_never_sealed(cast: Cast, text: str) -> None:
    assert unseal(cast.member.pk, "name", text) == (None if text.startswith(PREFIX) else text)

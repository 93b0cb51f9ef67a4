"""Finding records, what hangs on them, searching."""

from datetime import timedelta

import pytest

from pilothouse.organisation.models import Person
from pilothouse.records.models import Record
from pilothouse.records.operations import add_note, link_records
from pilothouse.records.queries import find, hanging_on
from pilothouse.records.rules import folded, parsed, search_words
from pilothouse.records.searching import newest_matching
from tests.cast import Cast, act
from tests.web.records.stage import objective, problem


@pytest.mark.parametrize("code", ["ISS-0001", " iss-1 ", "Iss-000001"])
def test_found_by_number_as_its_own_type(cast: Cast, code: str) -> None:
    issue = problem(cast.member, cast.east)
    assert find(cast.member, code) == issue


@pytest.mark.parametrize("code", ["", "ISS", "ISS-2", "XYZ-1", "1", "ISS-0001 or 1=1", "ISS-99999999999"])
def test_not_found(cast: Cast, code: str) -> None:
    problem(cast.member, cast.east)
    assert find(cast.member, code) is None


def test_the_unseen_is_not_found(cast: Cast) -> None:
    issue = problem(cast.west_owner, cast.west)
    assert find(cast.member, issue.code) is None
    assert find(cast.auditor, issue.code) == issue


def test_what_hangs_on_it_is_newest_first(cast: Cast) -> None:
    aim, other = objective(cast), objective(cast, "Other")
    for day in range(3):
        add_note(act(cast.leader, later=timedelta(days=day)), aim, text=f"Note {day}")
    link_records(act(cast.leader, later=timedelta(days=4)), other, other=aim, reason="twins")
    hanging = hanging_on(aim)
    assert [note.text for note in hanging.notes] == ["Note 2", "Note 1", "Note 0"]
    assert [(tie.number, tie.text) for tie in hanging.links] == [(other.pk, "twins")]
    assert [tie.number for tie in hanging_on(other).links] == [aim.pk]
    assert hanging.files == []


def test_the_people_asked_for_come_along(cast: Cast) -> None:
    aim = objective(cast)
    add_note(act(cast.leader), aim, text="Look at this")
    hanging = hanging_on(aim, {cast.member.pk, cast.reader.pk})
    assert [note.by for note in hanging.notes] == [cast.leader]
    assert {key: person.name for key, person in hanging.people.items()} == {
        person.pk: person.name for person in (cast.member, cast.reader, cast.leader)
    }
    assert hanging_on(objective(cast, "Other")).people == {}


def search(person: Person, text: str) -> list[Record]:
    """What this person finds, newest first."""
    return list(newest_matching(Record.objects.seen_by(person).with_people(), text)[:30])


@pytest.mark.parametrize("text", ["verspatung", "VERSPÄT", "abflug versp", "über"])
def test_search_folds_accents_and_completes_words(cast: Cast, text: str) -> None:
    aim = objective(cast, "Verspätung über eine Stunde beim Abflug")
    assert [record.pk for record in search(cast.reader, text)] == [aim.pk]


@pytest.mark.parametrize("text", ['"', "*", "AND", "NEAR(a b)", "title:x", "' OR 1=1 --", "(", "-", "a" * 5000])
def test_search_operators_are_only_words(cast: Cast, text: str) -> None:
    objective(cast, "Calm mornings")
    assert search(cast.reader, text) == []


def test_search_knows_numbers_and_hides_other_units(cast: Cast) -> None:
    issue = problem(cast.west_owner, cast.west, "Fuel truck late")
    assert [record.pk for record in search(cast.leader, issue.code)] == [issue.pk]
    assert search(cast.member, "fuel") == []


def test_search_tells_the_newest_first(cast: Cast) -> None:
    calm, calmer, calmest = (objective(cast, f"Calm mornings {turn}") for turn in range(3))
    assert [record.pk for record in search(cast.reader, "calm morn")] == [calmest.pk, calmer.pk, calm.pk]


def test_words() -> None:
    assert folded("Ångström ﬁn") == "angstrom fin"
    assert search_words("Déjà-vu, again!") == ["deja", "vu", "again"]
    assert parsed("D-0007") == ("D", 7)

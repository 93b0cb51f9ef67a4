"""Who asks: one query brings what was read by three, and nobody gains a right or a unit by it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pilothouse.organisation.models import Account, Person, units_in_sight
from pilothouse.organisation.operations import add_unit, assign_role, change_person
from pilothouse.organisation.queries import account_asking
from pilothouse.organisation.roles import Role
from pilothouse.trail.queries import changes_since
from tests.cast import Cast, act


def test_who_asks_is_known_by_one_query_and_just_as_before(cast: Cast) -> None:
    gate = add_unit(act(cast.leader), unit=cast.west, name="Gate", code="GATE")
    assign_role(act(cast.leader), person=cast.member, unit=gate, role=Role.READER)
    accounts = list(Account.objects.all())
    assert {account.person for account in accounts} >= {cast.leader, cast.member, cast.reader}
    for account in accounts:
        with CaptureQueriesContext(connection) as asked:
            known = account_asking(account.pk)
            assert known is not None
            told = known.person
            found = (sorted(told.grants), told.paths_seen, units_in_sight(told))
        assert len(asked) == 1
        plain = Person.objects.get(pk=account.person_id)
        assert found == (sorted(plain.grants), plain.paths_seen, units_in_sight(plain))
        assert [unit.image() for unit in units_in_sight(plain)] == [unit.image() for unit in found[2]]


def test_no_such_account(cast: Cast) -> None:
    assert account_asking(10**9) is None


def test_who_edits_a_person_reads_in_clear_what_changed_meanwhile(cast: Cast) -> None:
    """The page of the one who came second compares what was typed with it."""
    person = Person.objects.get(pk=cast.member.pk)
    version, name = person.version, person.name
    change_person(act(cast.leader), person, name="Another name", email=person.email)
    (line,) = changes_since(person, version)
    assert ("name", name, "Another name") in line.changes

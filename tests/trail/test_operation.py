"""The one door: right, transaction, run, one entry for every changed record."""

import json
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.organisation.operations import add_unit, change_organisation, change_unit
from pilothouse.trail.act import Act, AlreadyDone, Conflict, NotAllowed, Refused, UntracedWrite
from pilothouse.trail.models import Entry, Once
from pilothouse.trail.queries import history_of
from pilothouse.trail.verify import verify
from tests.cast import NOW, Cast, act


def test_one_entry_for_every_changed_record(cast: Cast) -> None:
    before = Entry.objects.count()
    gate = add_unit(act(cast.leader, why="new building"), unit=cast.east, name="Gate C", code="GC")
    (entry,) = Entry.objects.filter(seq__gte=before)
    body = json.loads(entry.body)
    assert (entry.name, entry.kind, entry.key, entry.by) == (
        "unit.added",
        "organisation.unit",
        gate.pk,
        cast.leader.pk,
    )
    assert body["set"]["name"] == "Gate C"
    assert body["why"] == "new building"
    assert verify().whole


def test_an_entry_keeps_what_was(cast: Cast) -> None:
    change_unit(act(cast.leader), cast.west, name="Airport Far West", code="WST")
    line = history_of(cast.west)[0]
    assert line.changes == [("name", "Airport West", "Airport Far West")]


def test_nothing_changed_writes_nothing(cast: Cast) -> None:
    before = Entry.objects.count()
    change_unit(act(cast.leader), cast.west, name=cast.west.name, code=cast.west.code)
    assert Entry.objects.count() == before


def test_without_the_right_nothing_happens(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_unit(act(cast.member), unit=cast.east, name="Gate C", code="GC")
    assert not Unit.objects.filter(code="GC").exists()


def test_a_refusal_leaves_no_trace(cast: Cast) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        add_unit(act(cast.leader), unit=cast.east, name="Again", code="WST")
    assert Entry.objects.count() == before


def test_the_same_form_counts_once(cast: Cast) -> None:
    add_unit(act(cast.leader, once="t1"), unit=cast.east, name="Gate C", code="GC")
    with pytest.raises(AlreadyDone):
        add_unit(act(cast.leader, once="t1"), unit=cast.east, name="Gate D", code="GD")
    assert not Unit.objects.filter(code="GD").exists()


def test_a_refused_form_may_be_sent_again(cast: Cast) -> None:
    with pytest.raises(Refused):
        add_unit(act(cast.leader, once="t2"), unit=cast.east, name="Again", code="WST")
    assert not Once.objects.filter(token="t2").exists()


def test_the_second_of_two_editors_is_told(cast: Cast) -> None:
    mine, theirs = Unit.objects.get(pk=cast.west.pk), Unit.objects.get(pk=cast.west.pk)
    change_unit(act(cast.leader), theirs, name="Theirs", code="WST")
    with pytest.raises(Conflict) as conflict:
        change_unit(act(cast.leader), mine, name="Mine", code="WST")
    assert (conflict.value.stored.name, conflict.value.given.name) == ("Theirs", "Mine")
    assert Unit.objects.get(pk=cast.west.pk).name == "Theirs"


def test_a_clock_that_runs_backwards_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="Nothing can be written: the history already stands at"):
        change_organisation(act(cast.leader, later=-timedelta(days=30)), cast.organisation, name="X", zone="UTC")


def test_an_act_of_any_zone_is_written_in_one(cast: Cast) -> None:
    there = Act(by=cast.leader, at=NOW.astimezone(ZoneInfo("America/New_York")), door="test")
    gate = add_unit(there, unit=cast.east, name="Gate D", code="GD")
    add_unit(act(cast.leader, later=timedelta(minutes=1)), unit=cast.east, name="Gate E", code="GE")
    assert json.loads(Entry.objects.get(kind="organisation.unit", key=gate.pk).body)["at"].endswith("+00:00")
    assert verify().whole


def test_an_act_needs_a_time_zone(cast: Cast) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Act(by=cast.leader, at=NOW.replace(tzinfo=None), door="test")


def is_refused(attempt: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            attempt()
    except UntracedWrite:
        return True
    return False


def test_no_write_passes_outside_an_operation(cast: Cast) -> None:
    unit, person = cast.west, cast.member
    unit.name = "sneaked"
    attempts = {
        "save": unit.save,
        "delete": unit.delete,
        "queryset update": lambda: Unit.objects.filter(pk=unit.pk).update(name="sneaked"),
        "base manager update": lambda: Unit._base_manager.filter(pk=unit.pk).update(name="sneaked"),
        "queryset delete": Unit.objects.all().delete,
        "bulk_create": lambda: Unit.objects.bulk_create([Unit(name="x", code="x")]),
        "bulk_update": lambda: Unit.objects.bulk_update([unit], ["name"]),
        "create": lambda: Unit.objects.create(name="x", code="x"),
        "get_or_create": lambda: Unit.objects.get_or_create(code="x", defaults={"name": "x"}),
        "update_or_create": lambda: Unit.objects.update_or_create(code="WST", defaults={"name": "sneaked"}),
        "related add": lambda: unit.people.add(person),
        "related create": lambda: unit.people.create(name="x"),
        "related set": lambda: unit.people.set([person]),
        "foreign key assignment and save": lambda: Person(name="x", unit=unit).save(),
        "raw update": lambda: connection.cursor().execute("UPDATE organisation_unit SET name = 'sneaked'"),
        "raw insert": lambda: connection.cursor().execute("insert into organisation_unit (name) values ('x')"),
        "raw delete": lambda: connection.cursor().execute('DELETE FROM "organisation_assignment"'),
        "entry": lambda: Entry.objects.filter(seq=0).delete(),
        "history rewritten": lambda: Entry.objects.filter(seq=0).update(name="x"),
    }
    for name, attempt in attempts.items():
        assert is_refused(attempt), name
    assert Unit.objects.get(pk=unit.pk).name == "Airport West"
    assert verify().whole


def test_the_database_itself_keeps_entries(cast: Cast) -> None:
    """Whoever gets past the guard meets the trigger."""
    for statement in ("UPDATE trail_entry SET name = 'x'", "DELETE FROM trail_entry"):
        with (
            pytest.raises((IntegrityError, OperationalError, Exception), match="append-only"),
            transaction.atomic(),
        ):
            connection.connection.cursor().execute(statement)


def test_the_guard_lets_reading_pass(cast: Cast) -> None:
    assert Organisation.objects.filter(name__icontains="update organisation_unit").count() == 0

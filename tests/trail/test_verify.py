"""Tampering with the database behind the product's back is found, and named. The attacks of a database owner."""

import json

import pytest
from django.db import connection

from pilothouse.organisation.models import Unit
from pilothouse.organisation.operations import add_unit, change_unit
from pilothouse.trail.chain import GENESIS, Frontier, canonical, leaf_hash, link
from pilothouse.trail.queries import checkpoint
from pilothouse.trail.verify import verify
from tests.cast import Cast, act


@pytest.fixture
def history(cast: Cast) -> Cast:
    add_unit(act(cast.leader), unit=cast.east, name="Gate C", code="GC")
    change_unit(act(cast.leader), cast.west, name="Far West", code="WST")
    return cast


def past_the_guard(*statements: str) -> None:
    """What an owner of the database can do: triggers off, rows changed by hand."""
    cursor = connection.connection.cursor()
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
    else:
        cursor.execute("DROP TRIGGER IF EXISTS trail_entry_no_update")
        cursor.execute("DROP TRIGGER IF EXISTS trail_entry_no_delete")
    for statement in statements:
        cursor.execute(statement)


def test_an_honest_history_is_whole(history: Cast) -> None:
    report = verify()
    assert report.whole
    assert (report.entries, report.root) == (checkpoint().size, checkpoint().root)


def test_an_edited_entry_is_named(history: Cast) -> None:
    past_the_guard("UPDATE trail_entry SET body = replace(body, 'Airport East', 'Airport Least')")
    assert "the chain breaks here" in verify().faults[0]


def test_a_deleted_entry_is_named(history: Cast) -> None:
    past_the_guard("DELETE FROM trail_entry WHERE seq = 3")
    assert "entry 3" in verify().faults[0]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"no entry"'])
def test_an_entry_that_is_no_entry_any_more_is_named(history: Cast, text: str) -> None:
    past_the_guard(f"UPDATE trail_entry SET body = '{text}' WHERE seq = 3")
    assert verify().faults[0].startswith("entry 3 ")


def test_a_bad_entry_accuses_no_row_but_its_own(history: Cast) -> None:
    """Of an entry that is gone, only the row it told of is in doubt, not every later one."""
    gate = Unit.objects.get(code="GC").pk
    past_the_guard(f"DELETE FROM trail_entry WHERE kind = 'organisation.unit' AND key = {gate}")
    rows = [fault for fault in verify().faults if fault.startswith("row ")]
    assert rows == [f"row organisation.unit {gate}: in the database, but not in the history"]


def test_a_head_that_is_gone_or_broken_is_told(history: Cast) -> None:
    past_the_guard("UPDATE trail_head SET nodes = '[]'")
    assert any("the head says" in fault for fault in verify().faults)
    past_the_guard("DELETE FROM trail_head")
    assert "the head is gone" in verify().faults


def test_swapped_entries_are_found(history: Cast) -> None:
    past_the_guard(
        "UPDATE trail_entry SET seq = -1 WHERE seq = 2",
        "UPDATE trail_entry SET seq = 2 WHERE seq = 3",
        "UPDATE trail_entry SET seq = 3 WHERE seq = -1",
    )
    assert not verify().whole


def test_a_look_up_column_that_lies_is_named(history: Cast) -> None:
    past_the_guard("UPDATE trail_entry SET name = 'nothing.happened' WHERE seq = 4")
    assert "look-up columns" in verify().faults[0]


def test_a_cut_tail_is_found(history: Cast) -> None:
    last = checkpoint().size - 1
    past_the_guard(f"DELETE FROM trail_entry WHERE seq = {last}")
    faults = " ".join(verify().faults)
    assert "the head says" in faults
    assert "differs from what the history says" in faults


def test_a_changed_live_row_is_named(history: Cast) -> None:
    past_the_guard(f"UPDATE organisation_unit SET name = 'Elsewhere' WHERE id = {history.west.pk}")
    assert verify().faults == [f"row organisation.unit {history.west.pk}: differs from what the history says"]


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="PostgreSQL keeps such values out")
@pytest.mark.parametrize("change", ["version = 'x'", "name = x'ff'"])
def test_a_row_that_cannot_be_read_is_named_and_hides_no_other(history: Cast, change: str) -> None:
    past_the_guard(
        f"UPDATE organisation_unit SET {change} WHERE id = {history.east.pk}",
        f"UPDATE organisation_unit SET name = 'Elsewhere' WHERE id = {history.west.pk}",
    )
    faults = verify().faults
    assert len(faults) == 2
    assert f"row organisation.unit {history.east.pk}: " in faults[0]
    assert faults[1] == f"row organisation.unit {history.west.pk}: differs from what the history says"


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="PostgreSQL keeps such values out")
def test_a_day_that_is_none_is_named(history: Cast) -> None:
    past_the_guard(f"UPDATE organisation_person SET left_on = '2026-99-99' WHERE id = {history.owner.pk}")
    (fault,) = verify().faults
    assert f"row organisation.person {history.owner.pk}: " in fault
    assert "differs from what the history says" in fault


def test_a_smuggled_row_is_named(history: Cast) -> None:
    past_the_guard(
        "INSERT INTO organisation_unit (version, name, code, path, parent_id) VALUES (1, 'Secret', 'SEC', '/9/', NULL)"
    )
    assert "in the database, but not in the history" in verify().faults[0]


def test_a_vanished_row_is_named(history: Cast) -> None:
    past_the_guard("DELETE FROM organisation_unit WHERE code = 'GC'")
    assert "no longer in the database" in verify().faults[0]


def test_a_recomputed_chain_passes_alone_but_not_a_checkpoint_kept_outside(history: Cast) -> None:
    """A chain inside the database proves nothing against its owner; the checkpoint outside does."""
    kept = checkpoint()
    rewrite_whole_history()
    assert not any("chain" in fault or "head" in fault for fault in verify().faults)
    assert "differs from the checkpoint" in " ".join(verify(kept.size, kept.root).faults)


def test_yesterdays_backup_is_found_by_a_checkpoint(history: Cast) -> None:
    kept = checkpoint()
    assert "only" in " ".join(verify(kept.size + 5, kept.root).faults)


def rewrite_whole_history() -> None:
    cursor = connection.connection.cursor()
    past_the_guard()
    cursor.execute("SELECT seq, body FROM trail_entry ORDER BY seq")
    tree, chain = Frontier(), GENESIS
    mark = "%s" if connection.vendor == "postgresql" else "?"
    for seq, text in cursor.fetchall():
        body = json.loads(text)
        body["why"] = "forged"
        text = canonical(body)
        chain = link(chain, leaf_hash(text))
        tree.push(leaf_hash(text))
        cursor.execute(f"UPDATE trail_entry SET body = {mark}, chain = {mark} WHERE seq = {mark}", (text, chain, seq))
    nodes = json.dumps(tree.nodes)
    cursor.execute(f"UPDATE trail_head SET chain = {mark}, nodes = {mark}", (chain, nodes))

"""What stands in the way of a command is told in a line or two on stderr, with status 2 and without a traceback."""

import contextlib
import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from pilothouse.cli.database import what_differs
from pilothouse.cli.plainly import told
from tests.cli.running import ROOT, run

Done = subprocess.CompletedProcess[str]
CLI = ("-m", "pilothouse.cli")
VERIFY, WORKER = (*CLI, "verify"), (*CLI, "worker", "--once")
DEMO = (*CLI, "demo", "--no-serve")
MANAGE = (str(ROOT / "manage.py"), "clearsessions")
NOBODY = {"PILOT_DB_ENGINE": "postgresql", "PILOT_DB_NAME": "x", "PILOT_DB_HOST": "127.0.0.1", "PILOT_DB_PORT": "1"}


def says(done: Done, *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, set_up: Callable[[Path], None]) -> Path:
    """A data folder whose database is set up and holds nothing."""
    folder = tmp_path_factory.mktemp("empty")
    set_up(folder)
    assert run(folder, *VERIFY).returncode == 0
    return folder


def stepped(folder: Path, statement: str) -> Path:
    """The database after somebody else's version."""
    with contextlib.closing(sqlite3.connect(folder / "pilothouse.sqlite3")) as database:
        database.execute(statement)
        database.commit()
    return folder


@pytest.mark.parametrize("command", [WORKER, MANAGE])
def test_a_database_never_set_up(tmp_path: Path, command: tuple[str, ...]) -> None:
    says(run(tmp_path, *command), "The database is empty; ./pilot run sets it up.")


def test_an_older_and_a_newer_database(empty: Path) -> None:
    step = "INSERT INTO django_migrations (app, name, applied) VALUES ('trail', '{}', '2030-01-01')"
    stepped(empty, "DELETE FROM django_migrations WHERE app = 'trail' AND name = '0002_row_marks'")
    says(run(empty, *WORKER), "older than this version", "./pilot run brings it up to date")
    stepped(empty, step.format("0002_row_marks"))
    stepped(empty, step.format("0099_later"))
    for command in (WORKER, (*CLI, "run", "--port", str(free_port()))):
        says(run(empty, *command), "newer than this version", "trail.0099_later", "Nothing has been changed")
    stepped(empty, "DELETE FROM django_migrations WHERE name = '0099_later'")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", [VERIFY, MANAGE])
def test_a_server_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    says(run(tmp_path, *command, **NOBODY), "The database cannot be reached", "Connection refused", "PILOT_DB_HOST")


@pytest.mark.parametrize("command", [VERIFY, DEMO, MANAGE])
def test_a_data_folder_that_cannot_be(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("")
    says(run(tmp_path, *command, PILOT_DATA=str(tmp_path / "file")), "a folder is needed there", "PILOT_DATA")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_may_only_be_read(empty: Path) -> None:
    empty.chmod(0o500)
    try:
        says(run(empty, *VERIFY), "may not write in it")
    finally:
        empty.chmod(0o700)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "pilothouse.sqlite3").write_bytes(b"no database" * 1_000)
    says(run(tmp_path, *VERIFY), "pilothouse.sqlite3 is no database of SQLite")


def test_calls_that_make_no_sense(tmp_path: Path) -> None:
    says(run(tmp_path, *CLI, "fly"), "There is no such command: fly. ./pilot help names them all.")
    says(run(tmp_path, *CLI, "bench", "fly"), "There is no fly.py in bench/, only:", "ingest")
    says(run(tmp_path, *CLI, "run", "--port", "99999"), "a port is a number from 1 to 65535, not 99999")
    says(run(tmp_path, *CLI, "run", "--host", "nowhere.invalid"), "Nothing can be served at nowhere.invalid")
    says(run(tmp_path, *VERIFY, PILOT_DB_ENGINE="postgres"), "PILOT_DB_ENGINE is postgresql or sqlite, not postgres")


def test_a_reader_that_has_seen_enough(empty: Path) -> None:
    names = {**os.environ, "PILOT_DATA": str(empty), "PYTHONPATH": str(ROOT / "src")}
    names["DJANGO_SETTINGS_MODULE"] = "pilothouse.config.settings"
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        done = subprocess.run([sys.executable, *VERIFY], stdout=closed, stderr=subprocess.PIPE, text=True, env=names,
            check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")


@contextlib.contextmanager
def failing() -> Iterator[list[Exception]]:
    """Keeps what the block raises."""
    kept: list[Exception] = []
    try:
        yield kept
    except Exception as error:
        kept.append(error)


def test_what_sqlite_says(tmp_path: Path) -> None:
    path = tmp_path / "some.sqlite3"
    said = []
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as one:
        one.execute("CREATE TABLE a (b)")
        one.execute("BEGIN EXCLUSIVE")
        with contextlib.closing(sqlite3.connect(path, timeout=0)) as other, failing() as locked:
            other.execute("INSERT INTO a VALUES (1)")
        one.execute("ROLLBACK")
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as other, failing() as read_only:
            other.execute("INSERT INTO a VALUES (1)")
        one.execute("PRAGMA max_page_count = 3")
        with failing() as full:
            one.execute("INSERT INTO a VALUES (zeroblob(1000000))")
    with failing() as closed:
        sqlite3.connect(tmp_path / "none" / "some.sqlite3").execute("SELECT 1")
    said = [told(error) for errors in (locked, read_only, full, closed) for error in errors]
    words = ["is locked by another program", "can be read but not written", "the disk is full", "its folder is missing"]
    assert len(said) == len(words)
    assert all(word in text for word, text in zip(words, said, strict=True))


def test_what_postgresql_says() -> None:
    assert "says: no room" in told(psycopg.errors.DiskFull("no room\nDETAIL: none"))
    assert "says: only reading" in told(psycopg.errors.ReadOnlySqlTransaction("only reading"))
    assert told(psycopg.errors.DivisionByZero("by zero")) == ""


def test_the_disk_and_what_is_no_matter_of_it() -> None:
    assert told(OSError(errno.ENOSPC, "No space left on device")) == "No space left on device."
    assert told(PermissionError(errno.EACCES, "Permission denied", "/x")) == "/x: Permission denied."
    assert told(TimeoutError("slow")) == ""
    assert told(ValueError("a fault of the program")) == ""


def test_a_missing_table_of_a_database_that_is_up_to_date_is_a_fault_of_the_program(db: None) -> None:
    assert what_differs() == ""
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        connection.cursor().execute("SELECT 1 FROM nowhere")
    assert told(raised.value) == ""


def test_a_first_run_that_cannot_fetch_says_so(tmp_path: Path) -> None:
    for name in ("pilot", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path)
    # No pip in this Python, or one that may ask nobody.
    blind = {"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        [sys.executable, "pilot", "run"], cwd=tmp_path, env=blind, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "could not be fetched" in done.stderr
    assert "Traceback" not in done.stderr

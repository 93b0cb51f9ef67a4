"""Running a source: one file, one query, in a database of its own that can reach nothing else.

The file is `data` (and a view named like the file): text is loaded, Parquet is read where it lies, so that a query
reads only what it needs. Then the door is locked: no other file, no network, no extensions, no settings, no Python
objects. Only then the query is looked at: exactly one SELECT, and no
table function but a few harmless ones, because some (logging, profiling, Arrow scans) reach outside even so.
"""

import csv
import hashlib
import json
import re
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from pilothouse.records.tables import BROUGHT, TableProblem, TableTooLarge, read_xlsx
from pilothouse.records.unfolding import Room
from pilothouse.trail.act import Refused

MOST_ROWS = 1_000_000
SECONDS = 60
# A page waits for a trial, and others for the page.
TRIAL_ROWS, TRIAL_SECONDS = 10_000, 5
_ROOM = Room(cells=5_000_000, unpacked=150 * 1024 * 1024)
_AGAIN = 0.1
_LOCKED_DOWN = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "threads": "2",
    "temp_directory": "",
}
_TABLE_FUNCTIONS = frozenset({"unnest", "range", "generate_series", "json_each", "json_tree"})
_FORBIDDEN_FUNCTIONS = frozenset({"write_log", "query", "query_table", "json_execute_serialized_sql"})
_LOADERS = {
    ".csv": "SELECT * FROM read_csv(?, header = true, sample_size = 20000)",
    ".tsv": "SELECT * FROM read_csv(?, header = true, sample_size = 20000, delim = '\t')",
}
_IN_PLACE = ".parquet"
_VIEW = re.compile(r"[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True)
class Answer:
    """What a source said: column names in lower case, rows, and the SHA-256 of the file it was asked of ("" in a
    trial); `more` says that there are more rows than these.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    file_digest: str = ""
    more: bool = False


class TookTooLong(Refused):
    """Reading the file and running the query took more time than there was."""


def allowed_file(path: str, directories: Sequence[Path]) -> Path:
    """The file a source may read: inside one of these directories, links followed. Raises Refused otherwise."""
    for directory in directories:
        root = directory.resolve()
        found = _file_at(root / path)
        if found is not None and found.is_relative_to(root):
            if found.suffix.lower() not in {*_LOADERS, _IN_PLACE, ".xlsx"}:
                raise Refused(_("A source is a CSV, TSV, Parquet or XLSX file."), "path")
            return found
    raise Refused(_("There is no such file among the files that sources may read."), "path")


def _file_at(path: Path) -> Path | None:
    """The file itself behind a name, or None; no system keeps a file under a name that is too long or holds a NUL."""
    try:
        found = path.resolve()
        return found if found.is_file() else None
    except (OSError, ValueError):
        return None


def ask(path: Path, sql: str, until: date, *, most_rows: int = MOST_ROWS, seconds: float = SECONDS) -> Answer:
    """Run the query of a source on its file; `$until` in it stands for the given day.

    Raises Refused (field "path" or "sql") with the reason: unreadable file, forbidden or failing query, too many rows,
    too much time.
    """
    digest = _digest(path)
    try:
        answer = _asked(path, sql, until, most_rows, seconds, _ROOM)
    except TableTooLarge as problem:
        raise Refused(str(problem), "path") from None
    if answer.more:
        raise Refused(_("The query gives more than %d rows.") % most_rows, "sql")
    return replace(answer, file_digest=digest)


def try_out(
    path: Path, sql: str, until: date, *, most_rows: int = TRIAL_ROWS, seconds: float = TRIAL_SECONDS
) -> Answer:
    """Run the query of a source while a page waits: for a few seconds, its first rows. Raises as `ask` does."""
    try:
        return _asked(path, sql, until, most_rows, seconds, BROUGHT)
    except TableTooLarge:
        told = {"few": BROUGHT.cells, "many": _ROOM.cells}
        text = _("A trial reads workbooks of up to %(few)d cells, and this is larger. A run reads up to %(many)d.")
        raise Refused(text % told, "path") from None


def _asked(path: Path, sql: str, until: date, most_rows: int, seconds: float, room: Room) -> Answer:
    with duckdb.connect(":memory:", config=dict(_LOCKED_DOWN)) as db, _within(db, seconds):
        _load(db, path, room)
        db.execute("SET enable_external_access = false")
        db.execute("SET lock_configuration = true")
        refuse_forbidden(db, sql)
        return _run(db, sql, until, most_rows)


@contextmanager
def _within(db: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt whatever the database does after so many seconds, be it loading or answering."""
    done = threading.Event()

    def watch() -> None:
        # Again and again: an interrupt between two statements interrupts nothing.
        wait = seconds
        while not done.wait(wait):
            db.interrupt()
            wait = _AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except duckdb.InterruptException:
        raise TookTooLong(_("Reading the file and asking it took longer than %d seconds.") % seconds, "sql") from None
    finally:
        done.set()
        watcher.join()


def checked_query(sql: str) -> str:
    """The query, if it is one that a source may run; raises Refused (field "sql") otherwise."""
    with duckdb.connect(":memory:", config=dict(_LOCKED_DOWN)) as db:
        refuse_forbidden(db, sql)
    return sql


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load(db: duckdb.DuckDBPyConnection, path: Path, room: Room) -> None:
    kind = path.suffix.lower()
    try:
        if kind == _IN_PLACE:
            db.execute("SET allowed_paths = [?]", [str(path)])
            db.read_parquet(str(path)).create_view("data")
        elif kind == ".xlsx":
            with _as_csv(path, room) as readable:
                db.execute(f"CREATE TABLE data AS {_LOADERS['.csv']}", [str(readable)])
        else:
            db.execute(f"CREATE TABLE data AS {_LOADERS[kind]}", [str(path)])
    except TableTooLarge:
        raise
    except TableProblem as problem:
        raise Refused(str(problem), "path") from None
    except duckdb.InterruptException:
        raise
    except (duckdb.Error, UnicodeDecodeError) as error:
        raise Refused(_("The file cannot be read: %s") % _first_line(error), "path") from None
    if _VIEW.fullmatch(path.stem) and path.stem != "data":
        db.table("data").create_view(path.stem)


@contextmanager
def _as_csv(path: Path, room: Room) -> Iterator[Path]:
    """The first sheet of a workbook as a CSV file that lives as long as the block."""
    if path.stat().st_size > room.unpacked:
        raise TableTooLarge(_("The workbook is too large to be read here."))
    table = read_xlsx(path.read_bytes(), room)
    with tempfile.TemporaryDirectory() as folder:
        readable = Path(folder) / "sheet.csv"
        with readable.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(table.header)
            writer.writerows(table.rows)
        yield readable


def refuse_forbidden(db: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise Refused unless the text is one SELECT that names no function which reaches outside.

    The parser's own tree is looked at, so that quoting and comments hide nothing.
    """
    row = db.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    tree: dict[str, Any] = json.loads(row[0]) if row else {"error": True}
    if tree.get("error"):
        if "Only SELECT" in tree.get("error_message", ""):
            raise Refused(_("A query of a source only reads: one SELECT, nothing else."), "sql")
        raise Refused(_("The query is not understood: %s") % tree.get("error_message", ""), "sql")
    if len(tree["statements"]) != 1:
        raise Refused(_("One SELECT, not %d statements.") % len(tree["statements"]), "sql")
    for node in _nodes(tree):
        kind, name = node.get("type"), str(node.get("function_name", "")).lower()
        if kind == "SHOW_REF" or name in _FORBIDDEN_FUNCTIONS:
            raise Refused(_("“%s” is not allowed in the query of a source.") % (name or "SHOW"), "sql")
        if kind == "TABLE_FUNCTION":
            used = str((node.get("function") or {}).get("function_name", "")).lower()
            if used not in _TABLE_FUNCTIONS:
                raise Refused(_("“%s” is not allowed in the query of a source.") % used, "sql")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _run(db: duckdb.DuckDBPyConnection, sql: str, until: date, most_rows: int) -> Answer:
    statement = db.extract_statements(sql)[0]
    unknown = sorted(set(statement.named_parameters) - {"until"})
    if unknown:
        raise Refused(_("Only $until can be asked for, not $%s.") % unknown[0], "sql")
    bound = {"until": until} if statement.named_parameters else None
    try:
        found = db.execute(statement, bound)
        columns = tuple(str(column[0]).lower() for column in found.description or ())
        rows = found.fetchmany(most_rows + 1)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        raise Refused(_("The query fails: %s") % _first_line(error), "sql") from None
    return Answer(columns, rows[:most_rows], more=len(rows) > most_rows)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:300]

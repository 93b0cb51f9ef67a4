"""What stands in the way of a command, told in a line or two instead of a traceback. This is the one place for it.

Told is only what whoever runs the command can change: the database, the disk, rights, settings. Anything else is a
fault of the program and keeps its traceback.
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

FAILED = 2
_SQLITE = {
    "BUSY": "is locked by another program; try again when that one has ended.",
    "LOCKED": "is locked by another program; try again when that one has ended.",
    "FULL": "cannot grow: the disk is full.",
    "READONLY": "can be read but not written: this user needs the right to write the file and its folder.",
    "PERM": "cannot be opened: this user has no right to it.",
    "CANTOPEN": "cannot be opened: its folder is missing, or this user may not write in it.",
    "NOTADB": "is no database of SQLite.",
    "CORRUPT": "is damaged; restore a backup (docs/how-to/install.md).",
    "IOERR": "cannot be read or written: the disk reports an error, or is full.",
}
# Classes of SQLSTATE that tell of the server, not of our statements: connection, log-in, no such database, no room,
# stopped by its administrator, trouble of its system; then single ones: no right, read-only, locked.
_SERVER = ("08", "28", "3D", "53", "57", "58", "42501", "25006", "55P03")
_NO_SUCH = ("42P01", "42703")  # PostgreSQL: table, column
_DISK = {
    getattr(errno, name)
    for name in ("EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "EIO")
    if hasattr(errno, name)
}


class InTheWay(Exception):
    """A command cannot go on; the message is for whoever started it."""


@contextmanager
def plainly(program: str) -> Iterator[None]:
    """Within this block, end with status 2 and plain lines on stderr where something known stands in the way."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:  # whoever read us has seen enough; nothing is left to say, at the end of Python neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        lines = told(error)
        if not lines:
            raise
        print(f"{program}: {lines}", file=sys.stderr)
        raise SystemExit(FAILED) from None


def told(error: Exception) -> str:
    """What stands in the way, in one line or two; empty for a fault of the program."""
    if isinstance(error, InTheWay):
        return str(error)
    if isinstance(error, ImproperlyConfigured):
        return f"The settings make no sense: {error}"
    cause = error.__cause__ or error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    if type(cause).__module__.startswith("psycopg"):
        return _of_postgresql(cause)
    if isinstance(error, OSError) and error.errno in _DISK:
        return _of_disk(error)
    return ""


def _of_sqlite(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
    if code == "ERROR" and str(error).startswith(("no such table", "no such column")):
        return _of_version()
    return f"The database {settings.DATABASES['default']['NAME']} {_SQLITE[code]}" if code in _SQLITE else ""


def _of_postgresql(error: BaseException) -> str:
    state = getattr(error, "sqlstate", None)
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    if state in _NO_SUCH:
        return _of_version()
    if state is None and type(error).__name__ == "OperationalError":
        where = "It is looked for where PILOT_DB_HOST, PILOT_DB_PORT, PILOT_DB_NAME and PILOT_DB_USER say."
        return f"The database cannot be reached: {' '.join(lines[:2])}\n{where}"
    return f"The database server says: {lines[0]}" if state and state.startswith(_SERVER) else ""


def _of_version() -> str:
    """A table or a column is missing. With a database of this very version it is the program that is wrong."""
    return str(import_module("pilothouse.cli.database").what_differs())


def _of_disk(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    what = "a folder is needed there" if error.errno in (errno.EEXIST, errno.ENOTDIR) else error.strerror
    hint = "\nPILOT_DATA names the folder of your data." if _in_data(error.filename) else ""
    return f"{where}{what}.{hint}"


def _in_data(name: object) -> bool:
    folder = os.environ.get("PILOT_DATA", "")
    return bool(folder) and str(name).startswith(folder)

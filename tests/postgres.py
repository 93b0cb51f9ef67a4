"""A PostgreSQL cluster for one command: `python tests/postgres.py COMMAND …` runs it with PILOT_DB_* set.

Works as root (drops to an existing user), listens on a socket in a folder of its own, and is gone afterwards.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def programs() -> Path | None:
    """Where initdb and pg_ctl are: PG_BIN, the path, or Debian's place; None where there is no server."""
    if "PG_BIN" in os.environ:
        return Path(os.environ["PG_BIN"])
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def _as_somebody(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = next(entry for name in ("postgres", "nobody") for entry in pwd.getpwall() if entry.pw_name == name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """A running server; yields the environment that leads to it. Raises RuntimeError where none is installed."""
    where = programs()
    if where is None:
        raise RuntimeError("PostgreSQL is not installed here")
    folder = Path(tempfile.mkdtemp(prefix="pilot-pg-"))
    who = _as_somebody(folder)
    quiet: dict[str, Any] = {
        "cwd": folder,
        "stdout": subprocess.DEVNULL,
        "env": {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
        **who,
    }
    data = str(folder / "data")
    try:
        subprocess.run(
            [where / "initdb", "-D", data, "-U", "pilot", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            **quiet,
        )
        options = f"-c listen_addresses='' -k {folder} -F"
        subprocess.run(
            [where / "pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"],
            check=True,
            **quiet,
        )
        yield {
            "PILOT_DB_ENGINE": "postgresql",
            "PILOT_DB_HOST": str(folder),
            "PILOT_DB_USER": "pilot",
            "PILOT_DB_NAME": "postgres",
        }
    finally:
        subprocess.run([where / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with cluster() as environment:
        sys.exit(subprocess.call(sys.argv[1:], env={**os.environ, **environment}))

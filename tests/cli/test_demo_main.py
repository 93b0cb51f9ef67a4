"""./pilot demo as a command, with the real year: built once, reused, counted truly, in a folder of its own."""

import json
import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pilothouse.cli.demo.flights import Flights
from pilothouse.cli.demo.main import _recipe
from pilothouse.cli.demo.meetings import REVIEWS
from tests.cli.running import run

EDITIONS = ("spc.EDITION", "measures.watching.EDITION", "reviews.queries.packing.engine.FIGURES")


def demo(data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(data, "-m", "pilothouse.cli", "demo", *options)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The demo, built by the command itself; without a network there is nothing to test, except where CI asks."""
    data = tmp_path_factory.mktemp("data")
    done = demo(data, "--no-serve", "--json")
    if "could not be fetched" in done.stderr and os.environ.get("CI") != "true":
        pytest.skip("the flights cannot be fetched")
    assert done.returncode == 0, done.stderr[-2000:]
    return data, json.loads(done.stdout)


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_is_built_again_by_another_engine(edition: str, monkeypatch: pytest.MonkeyPatch) -> None:
    flights = Flights(Path(), Path(), 1)
    before = _recipe(flights)
    assert before == _recipe(flights)
    monkeypatch.setattr(f"pilothouse.{edition}", 99)
    assert before != _recipe(flights)


@pytest.mark.slow
def test_the_figures_are_those_of_the_year(built: tuple[Path, dict[str, Any]]) -> None:
    _data, figures = built
    assert (figures["flights"], figures["series"], figures["measurements"]) == (336_776, 62, 59 * 51 + 30)
    assert figures["trust"] == {"A": 59, "B": 1, "C": 1, "D": 1}
    assert figures["targets"] == {"live": 14, "asking": 1}, (
        "one target asks for a decision, by the engine's own finding"
    )
    assert figures["indicators"] >= 8
    assert figures["decisions"]["total"] >= 8
    signals = figures["signals"]
    assert 60 <= signals["total"] == signals["open"] + signals["explained"] + signals["answered"] <= 130
    assert signals["open"] > 0
    known = {name: [len(week["units"]) for week in weeks] for name, weeks in figures["known_weeks"].items()}
    assert known == {"blizzard": [3], "thunderstorms": [3, 4]}
    told = figures["decisions"]
    assert set(told["verdicts"]) == {"as_forecast", "less", "no_change", "worse", "cannot_be_told"}
    assert set(told["states"]) == {"running", "carried_out", "too_early", "done", "superseded"}
    assert sum(told["states"].values()) + sum(told["verdicts"].values()) == told["total"]
    assert set(figures["packs"].values()) == {len(REVIEWS)}, "frozen, signed, and equal when made again"


@pytest.mark.slow
def test_verdicts_are_what_the_data_say(built: tuple[Path, dict[str, Any]]) -> None:
    data, figures = built
    recount = "import django; django.setup(); from tests.cli.recount_demo import main; main()"
    done = run(data / "demo", "-c", recount)
    assert done.returncode == 0, done.stderr[-2000:]
    again = json.loads(done.stdout)
    said = figures["decisions"]["verdicts"]
    assert again["verdicts"] == {name: n for name, n in said.items() if n}
    assert again["apart"] < 0.05


@pytest.mark.slow
def test_a_second_run_changes_nothing(built: tuple[Path, dict[str, Any]]) -> None:
    data, figures = built
    done = demo(data, "--no-serve", "--json")
    assert "stands ready" in done.stderr
    again = json.loads(done.stdout)
    assert {**again, "seconds": 0} == {**figures, "seconds": 0}
    assert sorted(path.name for path in data.iterdir()) == ["demo"]


@pytest.mark.slow
def test_its_history_is_verified_on_its_own(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    data, figures = built
    done = run(data, "-m", "pilothouse.cli", "verify", "--demo")
    assert f"{figures['trail_entries']:,} entries" in done.stdout
    assert "The history is whole" in done.stdout
    nothing = run(tmp_path, "-m", "pilothouse.cli", "verify")
    assert nothing.returncode == 0
    assert "Nothing has been recorded here yet" in nothing.stdout


@pytest.mark.slow
def test_a_taken_port_is_said_before_anything_is_built(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = demo(tmp_path, "--port", str(taken.getsockname()[1]))
        own = run(tmp_path, "-m", "pilothouse.cli", "run", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "is taken by another program" in done.stderr
    assert not (tmp_path / "demo" / "pilothouse.sqlite3").exists()
    assert own.returncode == 2
    assert "is taken" in own.stderr

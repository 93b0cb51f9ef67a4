"""Several processes write at once, on a real database of their own: nothing is lost, doubled or forked."""

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITERS, EACH = 4, 12
REACH = 1.5  # seconds within which a process that has begun comes to where it waits
Environment = dict[str, str]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment that leads to a fresh database with the cast in it; the same engine as this test run."""
    environment = {
        **os.environ,
        "PILOT_DATA": str(tmp_path_factory.mktemp("writers")),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    environment["DJANGO_SETTINGS_MODULE"] = "pilothouse.config.settings_test"
    if os.environ.get("PILOT_DB_ENGINE") == "postgresql":
        name = f"pilot_{uuid.uuid4().hex[:12]}"
        where = {"host": os.environ["PILOT_DB_HOST"], "user": os.environ["PILOT_DB_USER"]}
        with psycopg.connect(dbname="postgres", autocommit=True, **where) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        environment["PILOT_DB_NAME"] = name
    run(environment, "prepare", 1)
    return environment


def start(environment: Environment, scene: str, count: int, name: str, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.concurrency.writer", scene, str(count), name, *more]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, cwd=ROOT, text=True, **pipes)


def meanwhile(environment: Environment, first: str, second: str) -> str:
    """What the second scene says that begins after the first has written and before it has committed."""
    holding = begun(environment, first, "writer 1", "hold")
    waiting = begun(environment, second, "writer 2", "ready")
    time.sleep(REACH)
    assert waiting.poll() is None, "it did not wait"
    done = [process.communicate("\n", timeout=120) for process in (holding, waiting)]
    assert [holding.returncode, waiting.returncode] == [0, 0], done
    return done[1][0].strip()


def begun(environment: Environment, scene: str, name: str, mode: str) -> subprocess.Popen[str]:
    """A writer that has said its first line."""
    process = start(environment, scene, 1, name, mode)
    assert process.stdout is not None
    assert process.stdout.readline().strip()
    return process


def run(environment: Environment, scene: str, count: int, writers: int = 1) -> list[str]:
    """Lines that the writers acknowledged."""
    running = [start(environment, scene, count, f"writer {index}") for index in range(writers)]
    done = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * writers, done
    return [line for out, _ in done for line in out.split("\n") if line]


def is_whole(environment: Environment) -> None:
    command = [sys.executable, "-m", "pilothouse.cli", "verify"]
    verified = subprocess.run(command, env=environment, cwd=ROOT, text=True, capture_output=True, check=False)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_numbers_have_no_gaps_and_no_doubles(database: Environment) -> None:
    codes = run(database, "report", EACH, WRITERS)
    numbers = sorted(int(code[4:]) for code in codes)
    assert numbers == list(range(numbers[0], numbers[0] + WRITERS * EACH))
    is_whole(database)


def test_no_update_is_lost(database: Environment) -> None:
    counted = run(database, "count", EACH, WRITERS)
    assert sorted(map(int, counted)) == list(range(1, WRITERS * EACH + 1))
    is_whole(database)


def test_of_two_views_of_one_name_the_later_one_stays(database: Environment) -> None:
    assert meanwhile(database, "save late", "save late") == "q=2"
    assert run(database, "views", 1) == ["Late* q=2"]
    is_whole(database)


def test_a_list_opens_with_the_later_of_two_preferred_views(database: Environment) -> None:
    assert meanwhile(database, "prefer", "prefer") == "writer 2"
    assert [view[:9] for view in run(database, "views", 1)[0].split(", ") if "*" in view] == ["writer 2*"]
    assert meanwhile(database, "rename", "rename") == "refused: Another view of this list has this name."
    is_whole(database)


def test_a_decision_is_not_carried_out_past_an_action_that_is_being_planned(database: Environment) -> None:
    run(database, "decide", 1)
    assert meanwhile(database, "plan", "carry out").startswith("refused: Still to be done: ACT-")
    is_whole(database)


def test_killed_writers_lose_nothing_acknowledged(database: Environment) -> None:
    process = start(database, "report", 10_000, "doomed")
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(5)]
    time.sleep(0.05)
    process.kill()
    acknowledged += [line for line in process.stdout.read().split("\n") if line.startswith("ISS-")]
    process.wait()
    is_whole(database)
    (after,) = run(database, "report", 1)
    # At most one write was committed without its acknowledgement being read.
    assert int(after[4:]) - int(acknowledged[-1][4:]) in {1, 2}

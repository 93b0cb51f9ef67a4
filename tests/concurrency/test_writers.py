"""Several processes write at once, on a real database of their own: nothing is lost, doubled or forked."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests.concurrency.writer import write
from tests.databases import a_database_of_its_own

WRITERS, EACH = 4, 12
PATIENCE = 120  # seconds
REACH = 0.5  # seconds within which a process that has begun comes to where it waits


class Writers:
    """Processes that write, each with a connection of its own; forked from one that has loaded the product."""

    def __init__(self) -> None:
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.concurrency.writer"])

    def begin(self, scene: str, count: int, name: str, **how: bool) -> tuple[BaseProcess, Connection]:
        """One more writer, and where it tells what it wrote."""
        here, there = self.context.Pipe()
        process = self.context.Process(target=write, args=(there, scene, count, name), kwargs=how)
        process.start()
        there.close()
        return process, here

    def run(self, scene: str, count: int, writers: int = 1) -> list[str]:
        """What the writers acknowledged."""
        running = [self.begin(scene, count, f"writer {index}") for index in range(writers)]
        told = [line for _, pipe in running for line in heard(pipe)]
        for process, _ in running:
            process.join(PATIENCE)
        assert [process.exitcode for process, _ in running] == [0] * writers
        return told

    def meanwhile(self, first: str, second: str) -> str:
        """What the second scene says that begins after the first has written and before it has committed."""
        holding, held = self.begin(first, 1, "writer 1", holding=True)
        assert held.recv()
        waiting, waited = self.begin(second, 1, "writer 2", waiting=True)
        assert waited.recv() == "waiting"
        assert not wait([waited], REACH), "it did not wait"
        held.send("go on")
        said = heard(waited)
        for process in (holding, waiting):
            process.join(PATIENCE)
        assert [holding.exitcode, waiting.exitcode] == [0, 0]
        return said[-1]

    def is_whole(self) -> None:
        """The history is whole, and live rows equal its replay."""
        assert self.run("verified", 1) == ["whole"]


def heard(pipe: Connection) -> list[str]:
    """Everything until the writer has ended."""
    lines = []
    try:
        while pipe.poll(PATIENCE):
            lines.append(pipe.recv())
    except EOFError:
        return lines
    raise AssertionError("a writer does not end")


@pytest.fixture(scope="module")
def writers(tmp_path_factory: pytest.TempPathFactory, set_up: Callable[[Path], None]) -> Writers:
    """Writers on a fresh database with the cast in it; the same engine as this test run."""
    folder = tmp_path_factory.mktemp("writers")
    set_up(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PILOT_DATA", str(folder))
        patched.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        patched.setenv("DJANGO_SETTINGS_MODULE", "pilothouse.config.settings_test")
        for name, value in a_database_of_its_own().items():
            patched.setenv(name, value)
        writers = Writers()
        assert writers.run("prepare", 1) == ["ready"]  # the first of them reads the environment
    return writers


def test_numbers_have_no_gaps_and_no_doubles(writers: Writers) -> None:
    codes = writers.run("report", EACH, WRITERS)
    numbers = sorted(int(code[4:]) for code in codes)
    assert numbers == list(range(numbers[0], numbers[0] + WRITERS * EACH))
    writers.is_whole()


def test_no_update_is_lost(writers: Writers) -> None:
    counted = writers.run("count", EACH, WRITERS)
    assert sorted(map(int, counted)) == list(range(1, WRITERS * EACH + 1))
    writers.is_whole()


def test_of_two_views_of_one_name_the_later_one_stays(writers: Writers) -> None:
    assert writers.meanwhile("save late", "save late") == "q=2"
    assert writers.run("views", 1) == ["Late* q=2"]
    writers.is_whole()


def test_a_list_opens_with_the_later_of_two_preferred_views(writers: Writers) -> None:
    assert writers.meanwhile("prefer", "prefer") == "writer 2"
    assert [view[:9] for view in writers.run("views", 1)[0].split(", ") if "*" in view] == ["writer 2*"]
    assert writers.meanwhile("rename", "rename") == "refused: Another view of this list has this name."
    writers.is_whole()


def test_a_decision_is_not_carried_out_past_an_action_that_is_being_planned(writers: Writers) -> None:
    writers.run("decide", 1)
    assert writers.meanwhile("plan", "carry out").startswith("refused: Still to be done: ACT-")
    writers.is_whole()


def test_killed_writers_lose_nothing_acknowledged(writers: Writers) -> None:
    process, pipe = writers.begin("report", 10_000, "doomed")
    acknowledged = [pipe.recv() for _ in range(5)]
    time.sleep(0.05)
    process.kill()
    acknowledged += heard(pipe)
    process.join(PATIENCE)
    writers.is_whole()
    (after,) = writers.run("report", 1)
    # At most one write was committed without its acknowledgement being read.
    assert int(after[4:]) - int(acknowledged[-1][4:]) in {1, 2}

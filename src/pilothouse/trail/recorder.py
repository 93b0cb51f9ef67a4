"""What an operation has changed so far. One recorder a transaction; nested operations share it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pilothouse.trail.act import Act, UntracedWrite

Image = dict[str, Any]


@dataclass(slots=True)
class Change:
    """One record before and after; None stands for "was not there" or "is gone"."""

    name: str
    kind: str
    key: int
    before: Image | None
    after: Image | None


class Recorder:
    """Collects the changes of one act, merged per record, in the order of first touch."""

    def __init__(self, act: Act, name: str) -> None:
        self.act = act
        self.names = [name]
        self.changes: dict[tuple[str, int], Change] = {}
        self.writing = 0

    def note(self, kind: str, key: int, before: Image | None, after: Image | None) -> None:
        """Remember a change. A record touched twice keeps its first "before" and its last "after"."""
        known = self.changes.get((kind, key))
        if known is None:
            self.changes[kind, key] = Change(self.names[-1], kind, key, before, after)
        else:
            known.after = after

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Within this block changes carry the nested operation's name."""
        self.names.append(name)
        try:
            yield
        finally:
            self.names.pop()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Within this block the guard lets writes of traced tables pass: the trail itself makes them."""
        self.writing += 1
        try:
            yield
        finally:
            self.writing -= 1


_current: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


def current() -> Recorder | None:
    """The recorder of the operation under way, if one is."""
    return _current.get()


def required(what: str) -> Recorder:
    """The recorder of the operation under way; raises UntracedWrite where there is none."""
    recorder = _current.get()
    if recorder is None:
        raise UntracedWrite(f"{what} changes only inside an operation")
    return recorder


@contextmanager
def recording(recorder: Recorder) -> Iterator[Recorder]:
    """Make this the recorder of the operation under way."""
    token = _current.set(recorder)
    try:
        yield recorder
    finally:
        _current.reset(token)


@contextmanager
def begin_history() -> Iterator[None]:
    """For migrations and the worker only: write what no act does, the empty head and what follows from other fields."""
    nobody = Act(by=_Nobody(), at=datetime.now(UTC), door="migration")
    with recording(Recorder(nobody, "trail.begun")) as recorder, recorder.write():
        yield


class _Nobody:
    pk = 0

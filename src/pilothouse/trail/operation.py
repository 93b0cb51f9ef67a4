"""The one door: right, transaction, run, one entry for every changed record."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from pilothouse.trail.act import Act, AlreadyDone, NotAllowed
from pilothouse.trail.chain import Frontier, canonical, leaf_hash, link
from pilothouse.trail.clock import next_moment
from pilothouse.trail.image import image_digest
from pilothouse.trail.inserting import insert_many
from pilothouse.trail.models import Entry, Head, Once
from pilothouse.trail.recorder import Change, Recorder, current, recording

P = ParamSpec("P")
R = TypeVar("R")
Arguments = Mapping[str, Any]
Right = Callable[[Act, Arguments], bool]

FORMAT = 1


@dataclass(frozen=True)
class Operation:
    """A registered operation: dotted past-tense name, the function, who may, and its description."""

    name: str
    function: Callable[..., Any]
    may: Right

    @property
    def description(self) -> str:
        return inspect.getdoc(self.function) or ""


OPERATIONS: dict[str, Operation] = {}


def operation(
    name: str, *, may: Right
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[Concatenate[Act, P], R]]:
    """Declare an operation. `may(act, arguments)` answers whether this person may do it.

    Raises NotAllowed (right), Refused (rule), Conflict (somebody saved first), AlreadyDone (same form twice).
    Nothing is written in any of these cases.
    """

    def declare(function: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[Act, P], R]:
        if name in OPERATIONS:
            raise ValueError(f"two operations are named {name}")
        OPERATIONS[name] = Operation(name, function, may)
        signature = inspect.signature(function)

        @functools.wraps(function)
        def run(act: Act, /, *args: P.args, **kwargs: P.kwargs) -> R:
            arguments = signature.bind(act, *args, **kwargs).arguments
            if not may(act, arguments):
                raise NotAllowed(name)
            if recorder := current():
                with recorder.named(name):
                    return function(act, *args, **kwargs)
            return _run_outermost(act, name, lambda: function(act, *args, **kwargs))

        return run

    return declare


def _run_outermost(act: Act, name: str, body: Callable[[], R]) -> R:
    with recorded(act, name):
        if act.once:
            _use_once(act)
        return body()


@contextmanager
def recorded(act: Act, name: str) -> Iterator[Recorder]:
    """One transaction, and at its end one entry for every change noted.

    For the door above, and for a migration that tells traced rows anew: it has only models of its own day, so it
    writes and notes its changes itself.
    """
    with transaction.atomic(), recording(Recorder(act, name)) as recorder:
        yield recorder
        _write_entries(recorder)


def _use_once(act: Act) -> None:
    try:
        with transaction.atomic():
            Once.objects.create(token=act.once, act=act.id)
    except IntegrityError:
        raise AlreadyDone(act.once) from None


def _write_entries(recorder: Recorder) -> None:
    """Lock the head (last of all locks), then chain one entry for every change."""
    changes = [change for change in recorder.changes.values() if change.before != change.after]
    if not changes:
        return
    head = Head.objects.select_for_update().get(pk=1)
    moment = next_moment(recorder.act.at, head.at, recorder.names[0])
    tree, chain, rows = Frontier(head.size, head.nodes), head.chain, []
    for change in changes:
        body = canonical(_body(recorder.act, change, tree.size, moment))
        leaf = leaf_hash(body)
        chain = link(chain, leaf)
        who, what = (recorder.act.id, moment, recorder.act.by.pk), (change.name, change.kind, change.key)
        rows.append((tree.size, *who, *what, body, chain))
        tree.push(leaf)
    head.size, head.at, head.chain, head.nodes = tree.size, moment, chain, tree.nodes
    with recorder.write():
        insert_many(Entry, Entry._meta.concrete_fields, rows)
        head.save(force_update=True)


def _body(act: Act, change: Change, seq: int, moment: datetime) -> dict[str, Any]:
    before, after = change.before or {}, change.after or {}
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {
        "v": FORMAT,
        "seq": seq,
        "at": moment.isoformat(timespec="microseconds"),
        "act": act.id,
        "by": act.by.pk,
        "door": act.door,
        "why": act.why,
        "name": change.name,
        "kind": change.kind,
        "key": change.key,
        "was": {name: before[name] for name in changed if name in before},
        "set": {name: after[name] for name in changed if name in after},
        "gone": change.after is None,
        "image": image_digest(change.after),
    }

"""What one of several processes does that write at the same time.

Every acknowledged write is told through a pipe. A process that is `waiting` says so before it begins; what one that is
`holding` does is one transaction, which ends when it is told to go on.
"""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from pilothouse.improvement.models import Purpose, Severity  # noqa: E402
from pilothouse.improvement.operations import plan_action, report_problem  # noqa: E402
from pilothouse.organisation.models import Person, Unit  # noqa: E402
from pilothouse.organisation.operations import change_unit  # noqa: E402
from pilothouse.records.operations import change_view, save_view  # noqa: E402
from pilothouse.records.saved import SavedView  # noqa: E402
from pilothouse.reviews.models import Decision  # noqa: E402
from pilothouse.reviews.operations import carry_out_decision, decide  # noqa: E402
from pilothouse.trail.act import Act, Conflict, Refused  # noqa: E402
from pilothouse.trail.verify import verify  # noqa: E402
from tests.cast import assemble  # noqa: E402


def act() -> Act:
    leader = Person.objects.get(email="leader@example.org")
    return Act(by=leader, at=datetime.now(UTC), door="test")


def report(index: int, name: str) -> str:
    unit = Unit.objects.get(code="EST")
    return report_problem(act(), unit=unit, title=f"{name} {index}", severity=Severity.SLIGHT).code


def count_up(index: int, name: str) -> str:
    """Read, add one, write; whoever loses the race reads again. The unit's name is the counter."""
    while True:
        unit = Unit.objects.get(code="WST")
        number = int(unit.name.rpartition(" ")[2]) if unit.name[-1].isdigit() else 0
        try:
            change_unit(act(), unit, name=f"Airport {number + 1}", code="WST")
        except Conflict:
            continue
        return str(number + 1)


def save_late(index: int, name: str) -> str:
    """The same name by everybody, and the list opens with it."""
    return save_view(act(), place="records", name="Late", query=f"q={name[-1]}", preferred=True).query


def prefer(index: int, name: str) -> str:
    """A name of one's own, and the list opens with it."""
    return save_view(act(), place="records", name=name, query="q=mine", preferred=True).name


def rename(index: int, name: str) -> str:
    """One view of each writer gets the same name: the second is told."""
    view = SavedView.objects.get(name=name)
    try:
        return change_view(act(), view, name="Ours", preferred=True).name
    except Refused as refusal:
        return f"refused: {refusal.message}"


def views(index: int, name: str) -> str:
    """Every view there is, and by * with which the list opens."""
    return ", ".join(f"{view.name}{'*' * view.preferred} {view.query}" for view in SavedView.objects.order_by("name"))


def decided(index: int, name: str) -> str:
    by, unit = act(), Unit.objects.get(code="EST")
    return decide(
        by, unit=unit, owner=by.by, due=by.at.date() + timedelta(30), title="A crew", choice="One", reason="Late."
    ).code  # fmt: skip


def plan(index: int, name: str) -> str:
    """One more action of the decision."""
    by = act()
    return plan_action(
        by, origin=Decision.objects.get(), title="Hire", owner=by.by, due=by.at.date() + timedelta(9),
        purpose=Purpose.DECISION,
    ).code  # fmt: skip


def carry_out(index: int, name: str) -> str:
    try:
        return carry_out_decision(act(), Decision.objects.get()).state
    except Refused as refusal:
        return f"refused: {refusal.message}"


def verified(index: int, name: str) -> str:
    """What is wrong with the history, or nothing."""
    return "; ".join(verify().faults) or "whole"


def prepare(index: int, name: str) -> str:
    call_command("migrate", verbosity=0)
    assemble()
    return "ready"


SCENES: dict[str, Callable[[int, str], str]] = {
    "report": report, "count": count_up, "prepare": prepare, "save late": save_late, "prefer": prefer,
    "rename": rename, "views": views, "verified": verified, "decide": decided, "plan": plan, "carry out": carry_out,
}  # fmt: skip


def write(pipe: Connection, scene: str, count: int, who: str, *, waiting: bool = False, holding: bool = False) -> None:
    """Play a scene so often, as a process of its own."""
    if waiting:
        pipe.send("waiting")
    with transaction.atomic() if holding else nullcontext():
        for turn in range(count):
            pipe.send(SCENES[scene](turn, who))
        if holding:
            pipe.recv()

"""One of several processes that write at the same time: `python -m tests.concurrency.writer SCENE COUNT NAME`.

Prints one line for every acknowledged write.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilothouse.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from pilothouse.improvement.models import Severity  # noqa: E402
from pilothouse.improvement.operations import report_problem  # noqa: E402
from pilothouse.organisation.models import Person, Unit  # noqa: E402
from pilothouse.organisation.operations import change_unit  # noqa: E402
from pilothouse.trail.act import Act, Conflict  # noqa: E402
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


def prepare(index: int, name: str) -> str:
    call_command("migrate", verbosity=0)
    assemble()
    return "ready"


SCENES: dict[str, Callable[[int, str], str]] = {"report": report, "count": count_up, "prepare": prepare}

if __name__ == "__main__":
    scene, count, who = sys.argv[1:]
    for turn in range(int(count)):
        print(SCENES[scene](turn, who), flush=True)

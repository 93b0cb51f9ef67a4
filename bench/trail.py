"""What the history costs: audited writes with 1 and 8 writers against plain ones, and verifying 100,000 entries.

./pilot bench trail [--entries N] [--seconds S]
"""

import argparse
import multiprocessing
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from figures import field, figure

FOLDER = field()

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from tests.cast import assemble  # noqa: E402

from pilothouse.improvement.models import Issue, Severity  # noqa: E402
from pilothouse.improvement.operations import report_problem  # noqa: E402
from pilothouse.organisation.models import Person, Unit  # noqa: E402
from pilothouse.records.register import register_all  # noqa: E402
from pilothouse.trail.act import Act  # noqa: E402
from pilothouse.trail.models import Once  # noqa: E402
from pilothouse.trail.operation import operation  # noqa: E402
from pilothouse.trail.verify import verify  # noqa: E402


def plain() -> None:
    """One durable row and nothing else: what this disk and this framework allow."""
    Once.objects.create(token=uuid.uuid4().hex, act="bench")


def audited() -> None:
    """One problem reported: right, number, record in two tables, search index, entry, head."""
    leader = Person.objects.get(email="leader@example.org")
    unit = Unit.objects.get(code="EST")
    act = Act(by=leader, at=datetime.now(UTC), door="bench")
    report_problem(act, unit=unit, title="Baggage belt stopped", severity=Severity.SLIGHT)


WRITES: dict[str, Callable[[], None]] = {"plain": plain, "audited": audited}


def write_for(kind: str, seconds: float, start: float) -> tuple[int, float]:
    """How many writes one process gets through, and its longest wait."""
    while time.time() < start:
        time.sleep(0.001)
    count, longest, end = 0, 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        WRITES[kind]()
        longest = max(longest, time.monotonic() - began)
        count += 1
    return count, longest


def measure(kind: str, writers: int, seconds: float) -> float:
    """Writes a second of several processes together; prints the figure."""
    with multiprocessing.get_context("spawn").Pool(writers, initializer=plain) as pool:
        start = time.time() + 1.0
        done = pool.starmap(write_for, [(kind, seconds, start)] * writers)
    rate = sum(count for count, _ in done) / seconds
    fewest = min(count for count, _ in done) / seconds
    longest = round(max(wait for _, wait in done), 3)
    name = f"{kind} writes, {writers} writers"
    figure("trail", name, rate, "per s", longest_wait_s=longest, slowest_writer_per_s=round(fewest, 1))
    return rate


@operation("bench.filled", may=lambda act, arguments: True)
def fill(act: Act, *, unit: Unit, count: int) -> None:
    """Many issues in one act."""
    register_all(act, [Issue(title=f"Belt {index} stopped", unit=unit, severity="slight") for index in range(count)])


def main() -> None:
    """Measure; every ratio is against figures of the same run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    cast = assemble()
    for writers in (1, 8):
        base, ours = (measure(kind, writers, options.seconds) for kind in ("plain", "audited"))
        figure("trail", f"audited to plain, {writers} writers", ours / base, "ratio")
    for _ in range(max(1, options.entries // 10_000)):
        fill(Act(by=cast.leader, at=datetime.now(UTC), door="bench"), unit=cast.east, count=10_000)
    began = time.perf_counter()
    report = verify()
    seconds = time.perf_counter() - began
    figure("trail", "verify", seconds, "s", entries=report.entries, whole=report.whole)
    figure("trail", "verify, entries", report.entries / seconds, "per s")


if __name__ == "__main__":
    main()

"""What the mirror costs: `./pilot bench mirror [--sizes 1000 10000 100000]`.

Seconds of the processor for working everything out anew, as the worker does at most once an hour, with so many issues
and actions entered over three years, one entry of the history each; and queries and milliseconds of its page, which
reads what was kept.
"""

import argparse
import time
from datetime import UTC, date, datetime, timedelta

from figures import field, figure

FOLDER = field()

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests import cast as the_cast  # noqa: E402

from pilothouse.cli.serve import prepare  # noqa: E402
from pilothouse.improvement.models import Action, Issue, Purpose, Severity  # noqa: E402
from pilothouse.mirror.models import Standing  # noqa: E402
from pilothouse.mirror.reckoning import work_out  # noqa: E402
from pilothouse.records.register import register_all  # noqa: E402
from pilothouse.trail.act import Act  # noqa: E402
from pilothouse.trail.operation import operation  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
DAYS = 1_080  # three years
ACTS = 360
BEGIN = datetime.now(UTC) - timedelta(days=DAYS + 30)


@operation("bench.grown", may=lambda act, arguments: True)
def grow(act: Act, *, cast: the_cast.Cast, count: int) -> None:
    """Issues, and an action for each, done on that day."""
    day: date = act.at.date()
    issues = [
        Issue(title=f"Stairs jam {turn}", unit=cast.east, owner=cast.owner, severity=Severity.SLIGHT, state="closed",
              due=day + timedelta(days=9))
        for turn in range(count)
    ]  # fmt: skip
    register_all(act, issues)
    actions = [
        Action(title=f"Mend {issue.title}", unit=issue.unit, owner=cast.member, purpose=Purpose.CORRECTIVE,
               origin_id=issue.pk, due=day + timedelta(days=5), state="ended", done_on=day,
               first_done_on=day, due_when_done=day + timedelta(days=5))
        for issue in issues
    ]  # fmt: skip
    register_all(act, actions)


def fill(cast: the_cast.Cast, records: int) -> None:
    """So many records, by everybody in turn, spread over three years."""
    people = list(cast.people.values())
    for turn in range(ACTS):
        at = BEGIN + timedelta(days=DAYS * turn / ACTS)
        share = (turn + 1) * records // (2 * ACTS) - turn * records // (2 * ACTS)
        grow(Act(by=people[turn % len(people)], at=at, door="bench"), cast=cast, count=share)


def measure(records: int) -> float:
    """A fresh organisation with so many records; returns the seconds of working it out."""
    prepare()
    the_cast.NOW = BEGIN
    cast = the_cast.assemble()
    fill(cast, records)
    began = time.process_time()
    rows = work_out(datetime.now(UTC))
    seconds = time.process_time() - began
    figure("mirror", "worked out anew", seconds, "processor s", records=records)
    Standing.objects.all().delete()
    Standing.objects.bulk_create([row for row in rows if isinstance(row, Standing)])
    page(cast, records)
    return seconds


def page(cast: the_cast.Cast, records: int) -> None:
    """Its page, as the leader sees it."""
    client = Client()
    client.force_login(cast.leader.account, backend="pilothouse.web.shell.accounts.Entrance")
    client.get("/mirror/")
    with CaptureQueriesContext(connection) as asked:
        began = time.process_time()
        client.get("/mirror/")
        spent = time.process_time() - began
    figure("mirror", "page", 1_000 * spent, "processor ms", records=records, queries=len(asked))


def main() -> None:
    """Each size in a database of its own, and how much the largest costs more than the smallest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = sorted(parser.parse_args().sizes)
    seconds = []
    for size in sizes:
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = FOLDER / f"mirror-{size}.sqlite3"
        connection.close()
        seconds.append(measure(size))
    figure("mirror", "largest over smallest", seconds[-1] / seconds[0], "times", records=sizes[-1] // sizes[0])


if __name__ == "__main__":
    main()

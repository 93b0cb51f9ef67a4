"""Freezing a review with many series: the pack, made again, as PDF and as a workbook; each equal twice.

./pilot bench pack [--series N] [--points N]
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from figures import field, figure

FOLDER = field()

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402

from pilothouse.measures.models import Direction, Frequency, Route, ValueKind  # noqa: E402
from pilothouse.measures.operations import define_indicator, record_measurements  # noqa: E402
from pilothouse.measures.rules import Row  # noqa: E402
from pilothouse.paper import pdf_of, workbook_of  # noqa: E402
from pilothouse.reviews.operations import freeze_pack, plan_review  # noqa: E402
from pilothouse.reviews.queries import checked  # noqa: E402
from series import act, open_many  # noqa: E402

FIRST = date(2024, 1, 1)
T = TypeVar("T")


def fill(cast: Cast, count: int, points: int) -> None:
    """Weekly series, one in ten of which fell lately."""
    indicator = define_indicator(
        act(cast), unit=cast.east, owner=cast.owner, title="Turnarounds on time",
        definition="Share of turnarounds that ended within the planned time", unit_of_measure="%",
        value_kind=ValueKind.VALUE, direction=Direction.UP, frequency=Frequency.WEEK,
    )  # fmt: skip
    noise, rows = Random(1), []
    for place, series in enumerate(open_many(act(cast), indicator, cast=cast, count=count)):
        for week in range(points):
            fall = 8 if place % 10 == 0 and week > points - 8 else 0
            rows.append(Row(series.pk, FIRST + timedelta(weeks=week), round(80 + noise.gauss(0, 2) - fall, 2)))
    record_measurements(act(cast), unit=cast.east, rows=rows, route=Route.FILE, name="bench")


def timed(name: str, work: Callable[[], T], **more: object) -> T:
    """Do it, and tell how long it took."""
    began = time.perf_counter()
    done = work()
    figure("pack", name, time.perf_counter() - began, "s", **more)
    return done


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=200)
    parser.add_argument("--points", type=int, default=104)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    cast = assemble()
    fill(cast, options.series, options.points)
    today = datetime.now(UTC).date()
    review = plan_review(
        act(cast), unit=cast.office, owner=cast.leader, title="Business review", on=today,
        since=today - timedelta(days=91), attendees=[cast.leader],
    )  # fmt: skip
    size = {"series": options.series, "points": options.points}
    pack = timed("frozen", lambda: freeze_pack(act(cast), review), **size)
    figure("pack", "equal when made again", float(timed("made again", lambda: checked(pack)).equal), "1 is yes")
    paper = timed("PDF", lambda: pdf_of(pack), pages_of=options.series)
    figure("pack", "PDF equal twice", float(paper == pdf_of(pack)), "1 is yes", megabytes=round(len(paper) / 1e6, 1))
    book = timed("workbook", lambda: workbook_of(pack))
    figure("pack", "workbook equal twice", float(book == workbook_of(pack)), "1 is yes")


if __name__ == "__main__":
    main()

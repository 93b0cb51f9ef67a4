"""What a page costs as the organisation grows: processor ms, queries, bytes; and the ratio of largest to smallest.

    ./pilot bench pages [--sizes 1000 10000 100000] [--series 10 1000] [--repeat N]

Records grow while the series stay as many as there are in the end; series grow before, at the smallest number of
records. Pages are equally full at every size: what grows is what lies behind them. Everything is seen by a member of
one of four units, whose rights restrict what every query finds; the bridge also by who leads the whole.
"""

import argparse
import statistics
import time
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random

from figures import field, figure

FOLDER = field()

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402

from pilothouse.cli.serve import prepare  # noqa: E402
from pilothouse.improvement.models import Action, Issue, Purpose, Severity  # noqa: E402
from pilothouse.measures.models import Direction, Frequency, Route, Series, ValueKind  # noqa: E402
from pilothouse.measures.operations import define_indicator, record_measurements  # noqa: E402
from pilothouse.measures.rules import Row  # noqa: E402
from pilothouse.organisation.models import Person  # noqa: E402
from pilothouse.organisation.operations import add_unit  # noqa: E402
from pilothouse.records.counting import count_ended  # noqa: E402
from pilothouse.records.register import register_all  # noqa: E402
from pilothouse.trail.act import Act  # noqa: E402
from pilothouse.trail.operation import operation  # noqa: E402

settings.ALLOWED_HOSTS = ["testserver"]
WORDS = [
    "belt",
    "crew",
    "gate",
    "stairs",
    "fuel",
    "ramp",
    "slot",
    "tug",
    "bag",
    "door",
    "seat",
    "de-icing",
    "catering",
    "towing",
    "stand",
    "buffer",
    "rotation",
]
POINTS = 104
OWN = 40  # so many tasks has the person who looks, in a large organisation as in a small one
WHOLE = {
    "bridge of who sees the whole organisation": "/bridge/",
    "inputs of reviews": "/reviews/inputs/",
    "one input of reviews": "/reviews/inputs/earlier/",
}
BY_SERIES = ("bridge", "performance", "series page")


def act(cast: Cast, by: str = "leader") -> Act:
    """An act of this moment."""
    return Act(by=getattr(cast, by), at=datetime.now(UTC), door="bench")


@operation("bench.grown", may=lambda act, arguments: True)
def grow(act: Act, *, cast: Cast, units: list[object], start: int, stop: int) -> None:
    """Issues and, for every second one, an action that came out of it; most of them ended, as in real life."""
    dice = Random(start)
    issues = []
    for index in range(start, stop, 2):
        title = f"{dice.choice(WORDS)} {dice.choice(WORDS)} {index}"
        live = index < 400 or dice.random() < 0.02
        issues.append(
            Issue(
                title=title, details="It happened again on the early shift.", unit=dice.choice(units),
                owner=cast.owner if live else None, severity=Severity.SLIGHT, state="open" if live else "closed",
                due=date(2026, 1, 1) + timedelta(days=dice.randrange(365)),
            )
        )  # fmt: skip
    register_all(act, issues)
    actions = [
        Action(
            title=f"mend {issue.title}", unit=issue.unit, owner=cast.member if start + index < OWN else cast.owner,
            purpose=Purpose.CORRECTION, origin_id=issue.pk, due=issue.due,
            state="planned" if issue.state == "open" else "ended",
        )
        for index, issue in enumerate(issues)
    ]  # fmt: skip
    register_all(act, actions)


@operation("bench.watched", may=lambda act, arguments: True)
def widen(act: Act, *, cast: Cast, units: list[object], start: int, stop: int) -> list[Series]:
    """More series, five to an indicator."""
    opened: list[Series] = []
    for number in range(start, stop, 5):
        indicator = define_indicator(
            act, unit=cast.office, owner=cast.owner, title=f"Measure {number // 5}", definition="A weekly value",
            unit_of_measure="min", value_kind=ValueKind.VALUE, direction=Direction.DOWN, frequency=Frequency.WEEK,
        )  # fmt: skip
        opened += [
            Series(indicator=indicator, unit=units[part % len(units)], label=f"part {part}")
            for part in range(min(5, stop - number))
        ]
    created: list[Series] = Series.objects.bulk_create(opened)
    return created


def feed(cast: Cast, series: list[Series]) -> None:
    """Two years of weeks; one series in fifty really changes."""
    dice = Random(7)
    weeks = [date(2024, 9, 2) + timedelta(weeks=week) for week in range(POINTS)]
    rows = [
        Row(line.pk, week, round(30 + dice.gauss(0, 2) + (6 if line.pk % 50 == 0 and turn > 95 else 0), 2))
        for line in series
        for turn, week in enumerate(weeks)
    ]
    record_measurements(act(cast), unit=cast.office, rows=rows, route=Route.FILE, name="bench")


def pages(cast: Cast) -> dict[str, str]:
    """The pages people work on, by name."""
    issue = Issue.objects.filter(unit=cast.east, state="open").latest("id")
    series = Series.objects.filter(unit=cast.east).latest("id")
    return {
        "bridge": "/bridge/",
        "my work": "/my-work/",
        "list of issues": "/improvement/issues/",
        "list of issues, filtered and sorted": "/improvement/issues/?state=open&sort=due",
        "search": "/search/?q=belt",
        "record page with history": f"/{issue.code}/",
        "thread": f"/{issue.code}/thread/",
        "series page": f"/series/{series.pk}/",
        "performance": "/performance/",
        "report form": "/improvement/report/",
    }


Cost = tuple[float, int, int, float]
Costs = dict[str, list[Cost]]


def signed_in(person: Person) -> Client:
    """A client in which this person is signed in."""
    client = Client()
    client.force_login(person.account, backend="pilothouse.web.shell.accounts.Entrance")
    return client


def measure(client: Client, address: str, repeat: int) -> Cost:
    """Median processor ms, queries, bytes and least ms of one page: where the two times are far apart, something else
    was busy on the machine.
    """
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)
    used = []
    for _ in range(repeat):
        began = time.process_time()
        client.get(address)
        used.append(1_000 * (time.process_time() - began))
    return statistics.median(used), asked, len(answer.content), min(used)


def measure_report(cast: Cast, client: Client, repeat: int) -> Cost:
    """The same of reporting a problem: form posted, record, index, entry, redirect."""
    form = {"what": "Stairs jam", "unit": cast.east.pk, "how_bad": "slight"}

    def post() -> int:
        answer = client.post("/improvement/report/", form)
        if answer.status_code != 302:
            raise SystemExit(f"reporting answers {answer.status_code}")
        return len(answer.content)

    with CaptureQueriesContext(connection) as queries:
        length = post()
    asked = len(queries)
    used = []
    for _ in range(repeat):
        began = time.process_time()
        post()
        used.append(1_000 * (time.process_time() - began))
    return statistics.median(used), asked, length, min(used)


def survey(costs: Costs, client: Client, places: dict[str, str], repeat: int, **size: int) -> None:
    """Measure and tell each of these pages at the size that the organisation has now."""
    for name, address in places.items():
        costs[name].append(measure(client, address, repeat))
        tell(name, costs[name][-1], **size)


def tell(name: str, cost: Cost, **size: int) -> None:
    """One page's figure."""
    ms, queries, length, least = cost
    figure("pages", name, ms, "processor ms", least=round(least, 2), queries=queries, bytes=length, **size)


def tell_ratios(costs: Costs, what: str) -> None:
    """How each page grew from the first size to the last."""
    for name, found in costs.items():
        same = len({queries for _, queries, *_ in found}) == 1
        ratio = found[-1][3] / found[0][3]  # of the least times, which a busy machine blurs least
        figure("pages", f"{name}: largest to smallest", ratio, "ratio", by=what, same_queries=same)


def main() -> None:
    """Grow, measure, grow, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--series", type=int, nargs="+", default=[10, 1_000])
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    prepare()
    cast = assemble()
    north = add_unit(act(cast), unit=cast.office, name="Airport North", code="NTH")
    south = add_unit(act(cast), unit=cast.office, name="Airport South", code="STH")
    units = [cast.east, cast.west, north, south]
    client, leading = signed_in(cast.member), signed_in(cast.leader)
    done = lines = 0
    by_series: Costs = defaultdict(list)
    by_records: Costs = defaultdict(list)
    for size in options.sizes:
        while done < size:
            step = min(size - done, 10_000)
            grow(act(cast), cast=cast, units=units, start=done, stop=done + step)
            done += step
        count_ended(datetime.now(UTC))  # as the worker does
        for more in options.series if not lines else ():
            feed(cast, widen(act(cast), cast=cast, units=units, start=lines, stop=more))
            lines = more
            some = {name: address for name, address in pages(cast).items() if name in BY_SERIES}
            survey(by_series, client, some, options.repeat, records=size, series=lines)
        survey(by_records, client, pages(cast), options.repeat, records=size, series=lines)
        survey(by_records, leading, WHOLE, options.repeat, records=size, series=lines)
        by_records["report a problem"].append(measure_report(cast, client, options.repeat))
        tell("report a problem", by_records["report a problem"][-1], records=size)
    tell_ratios(by_series, "series")
    tell_ratios(by_records, "records")


if __name__ == "__main__":
    main()

"""What every page asks of the database: the counts of queries.json, the same at every size; and no more work for more
records, told by the steps of SQLite's own machine, which no busy computer blurs.

After a change on purpose: `PILOT_QUERIES=write ./pilot test tests/house/test_queries.py`, then read the difference.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.improvement.models import Action, Issue, Purpose, Severity
from pilothouse.measures.models import Signal
from pilothouse.mirror.operations import open_mirror
from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_person
from pilothouse.processes.models import Part
from pilothouse.processes.operations import agree_handover, define_process
from pilothouse.records.counting import count_ended
from pilothouse.records.register import register_all
from pilothouse.strategy.operations import set_objective
from pilothouse.trail.act import Act
from pilothouse.trail.operation import operation
from pilothouse.web.improvement.views.lists import ACTIONS, ISSUES
from pilothouse.web.records.catalogue import EVERYTHING
from tests.cast import NOW, act
from tests.stage import Stage, ground, lead, respond, want, watch
from tests.web.routes import set_out
from tests.web.test_matrix import BACKEND, ours

pytestmark = pytest.mark.slow

TABLE = Path(__file__).with_name("queries.json")
LIVE = 200  # so many pieces of work are open in either world; the rest is history, as in real life
STEP = 100
SLACK = 20 * STEP
MOST = 8


@operation("test.grown", may=lambda act, arguments: True)
def grow(act: Act, *, stage: Stage, start: int, stop: int) -> None:
    """Issues and an action that came out of each, half of them at East."""
    cast = stage.cast
    issues = [
        Issue(
            title=f"Stairs jam {turn}", details="Again on the early shift.", unit=(cast.east, cast.west)[turn % 2],
            owner=cast.owner if turn < LIVE else None, severity=Severity.SLIGHT,
            state="open" if turn < LIVE else "closed", due=date(2026, 4, 1) + timedelta(days=turn % 300),
        )
        for turn in range(start, stop)
    ]  # fmt: skip
    register_all(act, issues)
    register_all(
        act,
        [
            Action(
                title=f"Mend {issue.title}", unit=issue.unit, owner=cast.member, purpose=Purpose.CORRECTION,
                origin_id=issue.pk, due=issue.due, state="planned" if issue.state == "open" else "ended",
            )
            for issue in issues
        ],
    )  # fmt: skip


def widen(stage: Stage) -> None:
    """As much again of everything else that a page could ask for one by one: people, processes with hand-overs,
    objectives, series with signals, issues with causes and effects, meetings with decisions.
    """
    cast, by = stage.cast, act(stage.cast.leader)
    for turn in range(3):
        add_person(by, unit=cast.east, name=f"Agent {turn}")
        objective = set_objective(
            by, unit=cast.office, owner=cast.leader, title=f"Aim {turn}", due=date(2026, 12, 31), theme=stage.theme,
            serves=stage.objective,
        )  # fmt: skip
        process = define_process(
            by, unit=cast.east, owner=cast.owner, title=f"Stage {turn}", purpose="On from there", part=Part.CORE,
            position=turn + 2,
        )  # fmt: skip
        agree_handover(by, unit=cast.east, giver=stage.process, taker=process, what=f"Part {turn}")
        _indicator, east, _west = watch(cast, objective, process, title=f"Share {turn}")
        issue, *_rest = respond(cast, east, Signal.objects.filter(series=east).earliest("id"))
        lead(cast, east, issue)
        want(cast, east, objective)
        ground(cast, objective)


def pages(stage: Stage, client: Client) -> dict[str, str]:
    """Every address that shows this person a page."""
    addresses = set_out(stage)
    open_mirror(act(stage.cast.leader))
    found = {route.name: addresses.of(route) for route in ours()}
    return {name: address for name, address in found.items() if _shows(client, address)}


def _shows(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.account, backend=BACKEND)
    return client


@dataclass(frozen=True)
class Cost:
    """What each page asked: `counts` of queries, and the `steps` of SQLite's virtual machine (0 elsewhere)."""

    counts: dict[str, int]
    steps: dict[str, int]


def cost(client: Client, places: dict[str, str]) -> Cost:
    """Ask for each page once."""
    counts, steps = {}, dict.fromkeys(places, 0)
    name = ""

    def passed() -> int:
        steps[name] += STEP
        return 0

    with _stepping(passed):
        for name, address in places.items():
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts[name] = len(asked)
    return Cost(counts, steps)


@contextmanager
def _stepping(passed: Callable[[], int]) -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.set_progress_handler(passed, STEP)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


def held_against_table(found: dict[str, int]) -> None:
    text = json.dumps(found, indent=2, sort_keys=True) + "\n"
    if os.environ.get("PILOT_QUERIES") == "write":
        TABLE.write_text(text)
    assert text == TABLE.read_text(), "a page asks more or less than it did: see the head of this file"


def test_every_page_asks_as_often_and_no_page_or_order_works_more_at_every_size(stage: Stage) -> None:
    client = signed_in(stage.cast.owner)
    places = pages(stage, client)
    small = cost(client, places)
    held_against_table(small.counts)
    widen(stage)
    # More than a list counts, so that what is capped has reached its cap.
    grow(act(stage.cast.leader), stage=stage, start=0, stop=2_400)
    count_ended(NOW)
    few, few_sorted = cost(client, places), steps_of_orders(stage)
    assert few.counts == small.counts
    grow(act(stage.cast.leader), stage=stage, start=2_400, stop=9_600)
    count_ended(NOW)
    many, many_sorted = cost(client, places), steps_of_orders(stage)
    assert many.counts == small.counts
    assert not {
        name: (few.steps[name], steps) for name, steps in many.steps.items() if steps > 1.3 * few.steps[name] + SLACK
    }
    # What is sorted as a whole takes four times as many steps, what is walked through in order about as many.
    assert not {
        name: (few_sorted[name], steps) for name, steps in many_sorted.items() if steps > 2.5 * few_sorted[name] + SLACK
    }


def sorted_lists() -> list[str]:
    """Every order of the lists that grow, of what lives and of everything."""
    lists = {"/improvement/issues/": ISSUES, "/improvement/actions/": ACTIONS, "/records/": EVERYTHING}
    return [
        f"{path}?sort={sign}{column.key}&state={state}"
        for path, spec in lists.items()
        for column in spec.columns
        for sign in ("", "-")
        for state in ("live", "all")
    ]


def steps_of_orders(stage: Stage) -> dict[str, int]:
    """What each order costs who sees everything and who sees a part; steps are counted by SQLite alone."""
    if connection.vendor != "sqlite":
        return {}
    places = {address: address for address in sorted_lists()}
    readers = (stage.cast.leader, stage.cast.owner)
    return {f"{who}: {name}": n for who in readers for name, n in cost(signed_in(who), places).steps.items()}


@pytest.mark.parametrize("sign", ["", "-"])
def test_every_order_asks_as_often_on_every_page(stage: Stage, sign: str) -> None:
    client = signed_in(stage.cast.leader)
    grow(act(stage.cast.leader), stage=stage, start=LIVE - 40, stop=LIVE + 40)
    places = {
        f"{column.key} {page}": f"/improvement/issues/?state=all&sort={sign}{column.key}&page={page}"
        for column in ISSUES.columns
        for page in (1, 2, 3, 4, 9)
    }
    client.get("/improvement/issues/")
    found = cost(client, places).counts
    assert max(found.values()) <= MOST, found

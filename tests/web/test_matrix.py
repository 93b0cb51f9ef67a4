"""Who gets what: every route × every role, held against the table in matrix.txt. A route it does not name fails.

After a change on purpose: `PILOT_MATRIX=write ./pilot test tests/web/test_matrix.py`, then read the difference.
"""

import os
from pathlib import Path

import pytest
from django.test import Client

from pilothouse.trail.models import Entry
from tests.stage import Stage
from tests.web.routes import Addresses, Route, routes, set_out

pytestmark = pytest.mark.slow

TABLE = Path(__file__).with_name("matrix.txt")
ROLES = ("anonymous", "leader", "quality", "owner", "member", "auditor", "reader", "west_owner")
# Sign-in pages belong to the library; anybody may open them.
LIBRARY = "accounts/"
BACKEND = "pilothouse.web.shell.accounts.Entrance"


def clients(stage: Stage) -> dict[str, Client]:
    """One signed-in client for each role, and one that is nobody."""
    found = {"anonymous": Client()}
    for role, person in stage.cast.people.items():
        found[role] = Client()
        found[role].force_login(person.account, backend=BACKEND)
    return found


def ours() -> list[Route]:
    """The product's own routes, by name."""
    return sorted((route for route in routes() if not route.pattern.startswith(LIBRARY)), key=lambda route: route.name)


def asked(stage: Stage, addresses: Addresses, method: str) -> dict[str, list[str]]:
    """The answers of every route to everybody."""
    everybody = clients(stage)
    return {route.name: [answer(everybody[role], addresses.of(route), method) for role in ROLES] for route in ours()}


def answer(client: Client, address: str, method: str) -> str:
    """The status; a redirect to the sign-in page says so."""
    response = getattr(client, method)(address)
    if response.status_code == 302 and response["Location"].startswith("/accounts/login/"):
        return "sign"
    return str(response.status_code)


def written(table: dict[str, list[str]]) -> str:
    """The table as text, one route a line."""
    wide = max(map(len, table))
    head = " ".join([" " * wide, *(f"{role:10}" for role in ROLES)]).rstrip()
    lines = [" ".join([f"{name:{wide}}", *(f"{cell:10}" for cell in cells)]).rstrip() for name, cells in table.items()]
    return "\n".join([head, *lines]) + "\n"


def test_what_everybody_gets_and_that_reading_changes_nothing(stage: Stage) -> None:
    addresses = set_out(stage)
    before = Entry.objects.count()
    table = written(asked(stage, addresses, "get"))
    if os.environ.get("PILOT_MATRIX") == "write":
        TABLE.write_text(table)
    assert table == TABLE.read_text()
    assert Entry.objects.count() == before


def test_who_may_read_a_page_may_ask_for_its_head(stage: Stage) -> None:
    """Monitors and link checkers do; what reading gives stands in the table."""
    addresses, client = set_out(stage), clients(stage)["leader"]
    place = 1 + ROLES.index("leader")
    read = {cells[0]: cells[place] for cells in map(str.split, TABLE.read_text().splitlines()[1:])}
    assert {route.name: answer(client, addresses.of(route), "head") for route in ours()} == read

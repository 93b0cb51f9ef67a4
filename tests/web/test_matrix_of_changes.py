"""Who may change what: every form × every role, sent as an honest person fills it, held against matrix_of_changes.txt.

A cell is the status, with "+" where the history grew. Where no page of the stage offers a form, the route is posted
empty: who may gets told what is missing, who may not finds nothing. After a change on purpose:
`PILOT_MATRIX=write ./pilot test tests/web/test_matrix_of_changes.py`, then read the difference.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.stage import Stage
from tests.trust.posting import forms_for, honest_answers, send
from tests.trust.reading import Form
from tests.web.routes import Addresses, set_out
from tests.web.test_matrix import ROLES, clients, ours, written
from tests.web.test_matrix import TABLE as READING

pytestmark = pytest.mark.slow

TABLE = Path(__file__).with_name("matrix_of_changes.txt")
# Changes what one's own browser shows, and nothing else.
OWN = {"shell:theme"}


def forms(stage: Stage, everybody: dict[str, Client], addresses: Addresses) -> dict[str, Form]:
    """One form of every route that changes something, by the route's name, as the first who is offered it finds it."""
    found = dict[str, Form]()
    for role in ("leader", "quality", "owner", "member"):
        for _page, form in forms_for(everybody[role], stage, addresses):
            found.setdefault(resolve(urlsplit(form.address).path).view_name, form)
    only_post = {line.split()[0] for line in READING.read_text().splitlines() if " 405 " in line} - OWN
    for route in ours():
        if route.name in only_post:
            found.setdefault(route.name, Form(addresses.of(route), "post"))
    return dict(sorted(found.items()))


def test_what_everybody_may_change(stage: Stage) -> None:
    everybody, addresses, table = clients(stage), set_out(stage), {}
    honest = honest_answers(everybody["leader"], stage, addresses)
    sent = {("leader", id(form)): answer for _page, form, answer in honest}
    for name, form in forms(stage, everybody, addresses).items():
        answers = [sent.get((role, id(form))) or send(everybody[role], form, form.filled()) for role in ROLES]
        assert not [each.fault for each in answers if each.fault], name
        table[name] = [f"{each.status}{'+' if each.entries else ''}" for each in answers]
    if os.environ.get("PILOT_MATRIX") == "write":
        TABLE.write_text(written(table))
    assert written(table) == TABLE.read_text()

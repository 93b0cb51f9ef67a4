"""The one list: filter, sort, search, pages, export, rights."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pilothouse.organisation.models import Person
from pilothouse.strategy.operations import set_objective
from tests.cast import Cast, act

SignedIn = Callable[[Person], Client]


def objectives(cast: Cast, *titles: str) -> None:
    for title in titles:
        set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title=title, due=date(2026, 12, 31))


def titles(text: str) -> list[str]:
    return [row[1] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")))][1:]


def exported(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/records/?format=csv&{query}")
    return titles(b"".join(response.streaming_content).decode())


@pytest.mark.django_db
def test_query_count(cast: Cast, signed_in: SignedIn) -> None:
    objectives(cast, "One")
    client = signed_in(cast.member)
    client.get("/records/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get("/records/")
    for q in queries:
        print(q["sql"][:150])
    assert response.status_code == 200
    assert len(queries) <= 8

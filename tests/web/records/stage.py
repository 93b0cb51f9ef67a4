"""Records for the pages that every kind shares: objectives are read by everybody, issues by their unit only."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from pilothouse.improvement.models import Issue
from pilothouse.improvement.operations import report_problem
from pilothouse.organisation.models import Person, Unit
from pilothouse.strategy.models import Objective
from pilothouse.strategy.operations import set_objective
from tests.cast import Cast, act

SignedIn = Callable[[Person], Client]


def objective(cast: Cast, title: str = "Reliable departures", due: date = date(2026, 12, 31)) -> Objective:
    """An objective of the leader's."""
    return set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title=title, due=due)


def problem(person: Person, unit: Unit, title: str = "Belt loader stops", **more: Any) -> Issue:
    """A problem somebody reported."""
    return report_problem(act(person), unit=unit, title=title, severity="serious", **more)


def exported(client: Client, address: str) -> list[list[str]]:
    """The rows of a CSV export, without its head."""
    response = client.get(address)
    text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:]

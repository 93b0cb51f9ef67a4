"""Short ways to what direction rests on."""

from datetime import date, timedelta
from typing import Any

from pilothouse.organisation.models import Person
from pilothouse.organisation.operations import add_person
from pilothouse.organisation.roles import Role
from pilothouse.strategy.models import Assumption, Objective
from pilothouse.strategy.operations import name_assumption, set_objective
from tests.cast import NOW, Cast, act

TODAY = NOW.date()
HALF = timedelta(days=182)


def aim(cast: Cast, title: str = "Depart on time") -> Objective:
    """An objective of the whole organisation."""
    return set_objective(act(cast.leader), unit=cast.office, owner=cast.leader, title=title, due=date(2026, 12, 31))


def assumed(cast: Cast, **changes: Any) -> Assumption:
    """The station manager's assumption, checked every half year."""
    given: dict[str, Any] = {
        "unit": cast.east, "owner": cast.owner, "title": "Fuel stays affordable", "text": "Fewer flights.",
        "every": 182,
    }  # fmt: skip
    return name_assumption(act(cast.leader), **(given | changes))


def of_east(cast: Cast) -> Person:
    """Who directs Airport East, and nothing above it."""
    return add_person(
        act(cast.leader), unit=cast.east, name="Director East", email="east@example.org", role=Role.TOP_MANAGEMENT,
        password="unused words here",
    )  # fmt: skip

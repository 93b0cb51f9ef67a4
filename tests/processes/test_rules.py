"""What makes a hand-over, as a table."""

import pytest

from pilothouse.processes.rules import Exchange, problem_of

KNOWN = [Exchange(1, 2, "Plan"), Exchange(1, None, "Departure")]


@pytest.mark.parametrize(
    ("exchange", "problem"),
    [
        (Exchange(1, 2, "Recovery plan"), None),
        (Exchange(2, 1, "Plan"), None),
        (Exchange(None, 1, "Order"), None),
        (Exchange(1, 2, " "), ("nothing", "what")),
        (Exchange(None, None, "Air"), ("nowhere", "taker")),
        (Exchange(1, 1, "Echo"), ("itself", "taker")),
        (Exchange(1, 2, " PLAN "), ("twice", "what")),
        (Exchange(1, None, "departure"), ("twice", "what")),
    ],
)
def test_problem_of(exchange: Exchange, problem: tuple[str, str] | None) -> None:
    assert problem_of(exchange, KNOWN) == problem

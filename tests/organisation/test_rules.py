"""Nobody gives more than they hold."""

import pytest

from pilothouse.organisation.rules import covers

ADMIN = (frozenset({"read", "administer"}), "/1/")
LEAD = (frozenset({"read", "administer", "decide"}), "/1/2/")


@pytest.mark.parametrize(
    ("own", "others", "answer"),
    [
        ([ADMIN], [], True),
        ([ADMIN], [(frozenset({"read"}), "/1/2/")], True),
        ([ADMIN], [LEAD], False),
        ([LEAD], [LEAD], True),
        ([LEAD], [ADMIN], False),
        ([ADMIN, LEAD], [LEAD, ADMIN], True),
        ([], [(frozenset({"read"}), "/1/")], False),
    ],
)
def test_covers(own: list[tuple[frozenset[str], str]], others: list[tuple[frozenset[str], str]], answer: bool) -> None:
    assert covers(own, others) is answer

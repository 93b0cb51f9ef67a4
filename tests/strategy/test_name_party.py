"""Naming who affects us or is affected."""

from pilothouse.strategy.operations import name_party
from pilothouse.strategy.queries import interested_parties
from tests.cast import Cast, act
from tests.strategy.ground import aim


def test_a_party_has_needs(cast: Cast) -> None:
    aim(cast)
    made = name_party(
        act(cast.owner),
        unit=cast.east,
        owner=cast.owner,
        title="The tower",
        text="Plans by six\nNo surprises",
        every=365,
    )
    assert made.code == "PTY-0001"
    assert interested_parties(cast.leader)[0].record.text == "Plans by six\nNo surprises"

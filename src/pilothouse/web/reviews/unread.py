"""An input of management review that waits, as its page tells it: since when, whom it asks, and what was replied."""

from dataclasses import dataclass
from datetime import date

from pilothouse.organisation.models import Person
from pilothouse.records.climbing import Climb, contract
from pilothouse.reviews.models import InputReply
from pilothouse.reviews.queries import UnreadInput, asked_for, unread_input

LATEST = 12


@dataclass(frozen=True)
class Waiting:
    """An input that waits, for its page. `asks`: it asks the reader; `to_me`: because it has climbed to them,
    `with_me`: and stands with them; `unasked`: it is promised, and asks nobody before that day has passed.
    """

    unread: UnreadInput
    climb: Climb
    asks: bool
    to_me: bool
    with_me: bool
    unasked: bool


def waiting_of(person: Person, key: str, on: date) -> Waiting | None:
    """Where an input waits on this day, and what of it asks this person; at most two queries."""
    one = unread_input(key, on)
    if one is None:
        return None
    held = contract()
    asked = asked_for(person, one, held, on)
    to_me, with_me = (asked.to_me, asked.with_me) if asked else (False, False)
    return Waiting(one, one.climb(held, on), asked is not None, to_me, with_me, not one.asks(on))


def replies_to(key: str) -> list[InputReply]:
    """What was said while it waited, the latest first."""
    return list(InputReply.objects.filter(input=key).select_related("by")[:LATEST])

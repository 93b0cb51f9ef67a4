"""An act: who does something, when, through which door and why."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class Actor(Protocol):
    """Whoever can be answerable for an act: a person of the organisation, or its named system person."""

    @property
    def pk(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing somebody does. Every operation takes it as its first argument.

    by: the one answerable. at: aware moment, given by the door (nothing below a door reads a clock).
    door: "web", "cli", "worker", "demo". why: a reason in the person's own words, where one was asked for.
    once: the form's once-token; a second act with the same token is refused as already done.
    """

    by: Actor
    at: datetime
    door: str
    why: str = ""
    once: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the moment of an act carries a time zone")


class NotAllowed(Exception):
    """The person holds no right to do this. Doors answer "not found"."""


class Refused(Exception):
    """A rule says no, in plain words; `field` names the input to mend, where one is to blame."""

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class AlreadyDone(Exception):
    """The same form was sent twice; the first one counted."""


class Conflict(Exception):
    """Somebody else saved first. `stored` is what stands now, `given` what would have been written."""

    def __init__(self, stored: object, given: object) -> None:
        super().__init__("somebody else saved this in the meantime")
        self.stored = stored
        self.given = given


class UntracedWrite(RuntimeError):
    """A traced row was about to change outside an operation. A programming error, never a user's."""

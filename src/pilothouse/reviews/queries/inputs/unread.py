"""Inputs that ask their owner for something: nothing ever came, nothing new came, or no meeting looked at them; and
what was replied to that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.organisation.models import Person, Unit
from pilothouse.records.climbing import Climb, Contract, Told
from pilothouse.records.rules import Said
from pilothouse.reviews.inputs import BY_KEY, INPUTS, Input
from pilothouse.reviews.models import InputReply, InputWait
from pilothouse.reviews.states import REVIEW
from pilothouse.trail.gathered import built, gathered
from pilothouse.trail.kept import Kept

(WAIT,) = REVIEW.waits
# By why it waits: what its owner is to do.
_VERBS = {
    "empty": gettext_lazy("Bring data, or say what there is to know"),
    "stale": gettext_lazy("Say what has changed"),
    "unlooked": gettext_lazy("Bring before a meeting"),
}


@dataclass(frozen=True)
class UnreadInput:
    """An input that waits, with the names under which lines of work read a record; `first` is the day from which on it
    waits, `due` that from which its silence is counted, the first day or that for which it was promised; `state` why;
    `reply` who left it where it is, as long as that counts; `promised` for which day it was promised last.
    """

    input: Input
    owner: Person | None
    first: date
    due: date
    state: str
    reply: Told | None = None
    promised: date | None = None

    kind = WAIT.name

    @property
    def pk(self) -> int:
        """A number that no record has."""
        return -1 - INPUTS.index(self.input)

    @property
    def title(self) -> Any:
        return _("%s, an input of the review") % self.input.label

    @property
    def code(self) -> str:
        """Its clause stands where a record has its number."""
        return self.input.clause

    def asks(self, on: date) -> bool:
        """Does it ask anybody on this day? Not before the day for which it was promised has passed."""
        return self.due < on

    @property
    def silent_from(self) -> date | None:
        """The day promised from which its silence is counted; None where that is the first day."""
        return self.due if self.promised else None

    @property
    def owner_id(self) -> int | None:
        return self.owner.pk if self.owner else None

    @property
    def verb(self) -> Any:
        """What its owner is to do."""
        return _VERBS[self.state]

    @property
    def why(self) -> str:
        """Why it waits, in words."""
        day = date_format(self.first, "j M Y")
        if self.state == "empty":
            return _("no data")
        if self.state == "stale":
            return _("something new was to come by %s") % day
        return _("a meeting was to look at it by %s") % day

    @property
    def promise(self) -> str:
        """For which day it was promised last, in words; "" where nobody did."""
        if self.promised is None:
            return ""
        words = {"day": date_format(self.promised, "j M Y"), "first": date_format(self.first, "j M Y")}
        if self.promised == self.due:
            return _("promised for %(day)s, first due %(first)s") % words
        return _("promised again for %(day)s, first due %(first)s") % words

    def climb(self, held: Contract, on: date) -> Climb:
        """How far its silence has climbed, from the unit of who answers for it on, as that of records does; where
        nobody does, those are asked at once who lead the whole.
        """
        path = self.owner.unit.path if self.owner else min(held.leaders, key=len, default="")
        return held.climb_from(path, self.owner_id, WAIT, self.due, on, self.reply, gone=self.owner is None)


_WAITS = Kept[InputWait](lambda: InputWait.objects.select_related("owner__unit", "reply__by"))
_REPLY = ("why", "level", "until", "reason", "on", "silent_from")
_GATHERED = {name: name for name in ("input", "empty", "comes_by", "look_by", "owner_id", "reply_id", "again")} | {
    "id": "input", "owner": "owner__name", "path": "owner__unit__path", "who": "reply__by__name",
    **{name: f"reply__{name}" for name in _REPLY},
}  # fmt: skip


def unread_input(key: str, on: date) -> UnreadInput | None:
    """This one, where it waits on this day."""
    return next((one for one in unread_inputs(on) if one.input.key == key), None)


def unread_inputs(on: date) -> list[UnreadInput]:
    """All that wait on this day, the longest first; one query, whatever there is."""
    return _waiting(_WAITS.rows(), on)


@dataclass(frozen=True)
class Asked:
    """An input that asks this person: who answers for it (`level` 0), or to whom it has climbed (`to_me`); then it
    stands at this level by now, with them (`with_me`) or with those above.
    """

    unread: UnreadInput
    level: int
    to_me: bool
    with_me: bool


def asked_for(person: Person, one: UnreadInput, held: Contract, on: date) -> Asked | None:
    """What an input that waits asks of this person on this day; None where it waits for others, or is promised."""
    if not one.asks(on):
        return None
    climb = one.climb(held, on)
    to_me = person.pk in climb.reached
    if not to_me and one.owner_id != person.pk:
        return None
    return Asked(one, climb.level if to_me else 0, to_me, person.pk in climb.people)


def waits_gathered() -> Subquery:
    """What may wait, as one list beside a row of another query, for `unread_of`."""
    return gathered(InputWait.objects.all(), _GATHERED)


def unread_of(rows: Any, on: date) -> list[UnreadInput]:
    """All of it that wait on this day, the longest first."""
    return _waiting([_wait(row) for row in rows or ()], on)


def _wait(row: dict[str, Any]) -> InputWait:
    owner = Person(pk=row["owner_id"], name=row["owner"], unit=Unit(path=row["path"])) if row["owner_id"] else None
    reply = None
    if row["reply_id"]:
        said = {name: row[name] for name in _REPLY} | {"id": row["reply_id"]}
        reply = built(InputReply, said, by=Person(name=row["who"]))
    return built(InputWait, row, owner=owner, reply=reply)


def _waiting(rows: Iterable[InputWait], on: date) -> list[UnreadInput]:
    found = [one for row in rows if (one := unread(row, on)) is not None]
    return sorted(found, key=lambda one: (one.due, -one.pk))


def unread(row: InputWait, on: date) -> UnreadInput | None:
    """Why and since when one waits on this day; None where it does not."""
    days = [(row.comes_by, "empty" if row.empty else "stale"), (row.look_by, "unlooked")]
    past = [(day, why) for day, why in days if day is not None and day < on]
    if row.input not in BY_KEY or not past:
        return None
    # What nobody brings cannot be looked at either.
    day, why = past[0]
    said = row.reply
    # What was said to another wait counts no more.
    if said is None or said.why != why or said.on <= day:
        return UnreadInput(BY_KEY[row.input], row.owner, day, day, why)
    # Silence is counted anew from the day promised.
    since = said.silent_from or said.until
    left = None if said.until else Told(WAIT.name, Said(said.on, said.level), said.by.name, said.reason)
    return UnreadInput(BY_KEY[row.input], row.owner, day, since or day, why, left, row.again or since)

"""Inputs that ask their owner for something: nothing ever came, nothing new came, or no meeting looked at them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.climbing import Climb, Contract
from pilothouse.records.rules import level_of_silence
from pilothouse.reviews.inputs import BY_KEY, INPUTS, Input
from pilothouse.reviews.models import InputWait
from pilothouse.reviews.states import REVIEW
from pilothouse.trail.gathered import built, gathered
from pilothouse.trail.kept import Kept

(WAIT,) = REVIEW.waits
# By why it waits: what its owner is to do.
_VERBS = {
    "empty": gettext_lazy("Bring data, or say what there is to know"),
    "stale": gettext_lazy("Bring something new"),
    "unlooked": gettext_lazy("Bring it before a meeting"),
}


@dataclass(frozen=True)
class UnreadInput:
    """An input that waits, with the names under which lines of work read a record; `due` is the day from which on it
    waits, `state` why.
    """

    input: Input
    owner: Person | None
    due: date
    state: str

    kind = WAIT.name

    @property
    def pk(self) -> int:
        """A number that no record has."""
        return -1 - INPUTS.index(self.input)

    @property
    def title(self) -> Any:
        return self.input.label

    @property
    def code(self) -> str:
        """Its clause stands where a record has its number."""
        return self.input.clause

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
        day = date_format(self.due, "j M Y")
        if self.state == "empty":
            return _("no data")
        if self.state == "stale":
            return _("something new was to come by %s") % day
        return _("a meeting was to look at it by %s") % day

    def climb(self, held: Contract, on: date) -> Climb:
        """How far its silence has climbed: to nobody yet, or to those who prepare reviews."""
        level = min(level_of_silence(self.due, held.limits[WAIT.name], on), 1) if self.owner else 1
        names = _("those who prepare reviews") if level else ""
        return Climb(WAIT, self.due, held.limits[WAIT.name], level, frozenset(), names)

    def climbed_to(self, person: Person, held: Contract, on: date) -> bool:
        """Has it come to this person, who does not answer for it?"""
        others = self.owner_id != person.pk and person.may_everywhere(Right.PREPARE)
        return others and self.climb(held, on).level > 0


_WAITS = Kept[InputWait](lambda: InputWait.objects.select_related("owner"))
_GATHERED = {name: name for name in ("input", "empty", "comes_by", "look_by", "owner_id")} | {
    "id": "input", "owner": "owner__name",
}  # fmt: skip


def unread_inputs(on: date) -> list[UnreadInput]:
    """All that wait on this day, the longest first; one query, whatever there is."""
    return _waiting(_WAITS.rows(), on)


def waits_gathered() -> Subquery:
    """What may wait, as one list beside a row of another query, for `unread_of`."""
    return gathered(InputWait.objects.all(), _GATHERED)


def unread_of(rows: Any, on: date) -> list[UnreadInput]:
    """All of it that wait on this day, the longest first."""
    return _waiting([_wait(row) for row in rows or ()], on)


def _wait(row: dict[str, Any]) -> InputWait:
    owner = Person(pk=row["owner_id"], name=row["owner"]) if row["owner_id"] else None
    return built(InputWait, row, owner=owner)


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
    return UnreadInput(BY_KEY[row.input], row.owner, day, why)

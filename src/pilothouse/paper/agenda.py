"""The agenda in words: why each item was there, with what it stood together, what was done at it and came of it,
what was left out; and who owes what by when out of the meeting.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.states import SIGNAL
from pilothouse.paper.aims import figure_shown
from pilothouse.paper.opening import Told, state_in_words
from pilothouse.paper.records import promise
from pilothouse.paper.resting import rests
from pilothouse.records.models import kind_named
from pilothouse.reviews.models import Deed, Presence
from pilothouse.reviews.queries.items import in_one_week, standing_in_words
from pilothouse.reviews.rules import Section
from pilothouse.reviews.wording import SECTIONS, deed_said

Record = dict[str, Any]


def agenda(told: Told) -> Record:
    """The items, what was taken off with why, what was done apart from them, what found no place, who took part, who
    owes what; formats before the sixth held the items alone, each without what stood together with it.
    """
    review = told.body["review"]
    return {
        "agenda": [_item(told, one) for one in review["agenda"]],
        "off": [{**_named(one), "reason": one["reason"]} for one in review.get("off", ())],
        "apart": [_done(one) for one in review.get("done", ())],
        "looked": _looked(review["agenda"]),
        "unplaced": ", ".join(_left(one) for one in review.get("unplaced", ())),
        "elsewhere": review["elsewhere"],
        "attendance": [_presence(one) for one in review["attendance"]],
        "owed": list(_owed(told)),
        "summary": review["summary"],
    }


def _looked(items: list[Record]) -> str:
    """How much of it the meeting looked at; the items that it did not are marked where it looked at some."""
    looked = sum(one["looked_at"] for one in items)
    if not items:
        return _("It was not prepared at the cut-off.")
    if not looked:
        return _("%d items; the meeting had looked at none of them yet.") % len(items)
    return _("The meeting looked at %(looked)d of %(count)d items.") % {"looked": looked, "count": len(items)}


def _named(one: Record) -> Record:
    return {"code": one["code"] or _("topic"), "title": one["title"]}


def _item(told: Told, one: Record) -> Record:
    reason = _("brought by %s") % (one["owner"] or _("nobody")) if _is_topic(one) else _reason(one)
    others = () if one.get("judged") else one.get("together", ())  # a set's own words tell of the other indicators
    return {
        **_named(one),
        "reason": reason + in_one_week(others, one.get("units", ())),
        "rests": _rests(told, one),
        "looked_at": one["looked_at"],
        "minute": one["minute"],
        "done": [_done(each) for each in one.get("done", ())],
        "came": "; ".join(_result(result) for result in one.get("came", ())),
    }


def _reason(one: Record) -> str:
    """Why it was there; of a signal that stands for the group of one in another unit, what it waits for."""
    state: str | None = one.get("stands")
    return one["reason"] if state is None else standing_in_words(state_in_words(SIGNAL, state) if state else "")


def _rests(told: Told, one: Record) -> Record | None:
    """On what its numbers rest; those of an objective are of the target by which the pack tells of it."""
    if series := one.get("series"):
        return rests(told, series)
    aimed = next((each for each in told.body["objectives"] if each["code"] == one["code"]), None)
    figure = figure_shown(told, aimed) if aimed else None
    return rests(told, figure["series"]) if figure else None


def _is_topic(one: Record) -> bool:
    return one["code"] is None


def _result(one: Record) -> str:
    return f"{one['code']} {one['title']} ({state_in_words(kind_named(one['kind']), one['state'])})"


def _done(one: Record) -> str:
    """“REQ-0001 A second tug: Grace Hall answered it: deferred, until 1 Apr 2014: why”."""
    until = date.fromisoformat(one["until"]) if one["until"] else None
    deed = Deed(name=one["name"], state=one["state"], reason=one["reason"], until=until)
    return f"{one['code']} {one['title']}: {deed_said(one['by'] or _('somebody'), deed, kind_named(one['kind']))}"


def _left(one: Record) -> str:
    return f"{SECTIONS[Section[one['section'].upper()]]}: {one['count']}"


def _presence(one: Record) -> str:
    said = str(Presence(one["presence"]).label)
    return f"{one['person']}: {said}" + (f" ({one['delegate']})" if one["delegate"] else "")


def owed(told: Told) -> list[Record]:
    """What is owed out of this meeting, by owner and day, as it was read back: decisions, actions, and what was taken
    over or begun at its items.
    """
    held = {one["code"]: one for name in ("decisions", "actions") for one in told.body[name]}
    review = told.body["review"]
    mine = [held[code] for code in review.get("promised", ()) if code in held]
    also = review.get("owed", ())
    return sorted([*mine, *also], key=lambda one: (one["owner"], one["due"] or "9999")) if also else mine


def _owed(told: Told) -> Iterator[Record]:
    """Person by person what they owe; what was kept meanwhile says so."""
    for owner, several in groupby(owed(told), key=lambda one: one["owner"]):
        yield {"owner": owner or _("nobody"), "each": [promise(one) for one in several]}

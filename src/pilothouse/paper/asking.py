"""What waits for a decision at the cut-off: warnings, requests, verdicts that are due, and what is not borne."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pilothouse.paper.opening import Told, day_in_words
from pilothouse.reviews.models import Reading
from pilothouse.reviews.states import DECISION, REQUEST

Line = dict[str, Any]


def asks(told: Told, page: dict[str, Any]) -> list[Line]:
    """What asks for a decision, the most pressing kind first: each record once, with why."""
    found: dict[str, Line] = {}
    for line in _every(told, page):
        found.setdefault(line["code"] or line["title"], line)
    return list(found.values())


def _every(told: Told, page: dict[str, Any]) -> Iterator[Line]:
    yield from _risks(page, warned=True)
    for one in told.body["requests"] or ():
        if said := _request(told, one):
            yield _line(one, said)
    for one in told.body["decisions"]:
        if said := _verdict(told, one):
            yield _line(one, said)
    yield from _read(told)
    if page["not_borne"]:
        yield {"tone": "needs", "code": "", "title": page["not_borne"], "said": "", "rests": None}
    for one in page["fallen"]:
        yield _line(one, _("we relied on it, and it no longer holds"))
    yield from _risks(page, warned=False)


def _risks(page: dict[str, Any], *, warned: bool) -> Iterator[Line]:
    for one in page["risks"] or ():
        if one["asks"] and one["tripped"] is warned:
            yield _line(one, one["asks"])


def _line(one: Line, said: str) -> Line:
    return {"tone": "needs", "code": one["code"], "title": one["title"], "said": said, "rests": None}


def _request(told: Told, one: Line) -> str:
    if one["state"] == REQUEST.life.first:
        return _("asked for, needed by %s") % day_in_words(one["due"])
    back = one["state"] == "deferred" and one["due"] is not None and date.fromisoformat(one["due"]) <= told.today
    return _("put off until %s") % day_in_words(one["due"]) if back else ""


def _verdict(told: Told, one: Line) -> str:
    """A decision whose forecast has reached its day, and which nobody has judged."""
    forecast = one["forecast"]
    asks_on = one.get("asked_again_on") or (forecast["by"] if forecast else None)
    if asks_on is None or DECISION.life.state(one["state"]).ends or date.fromisoformat(asks_on) > told.today:
        return ""
    return _("its verdict is due since %s") % day_in_words(asks_on)


def _read(told: Told) -> Iterator[Line]:
    """What readers said before the meeting that it has to decide."""
    read = told.body["read_before"]
    for one in read["items"] if read else ():
        count = one[Reading.DECIDE]
        if count and not one["input"]:
            said = ngettext("%d reader wants it decided", "%d readers want it decided", count) % count
            yield _line(one | {"code": one["code"] or ""}, said)

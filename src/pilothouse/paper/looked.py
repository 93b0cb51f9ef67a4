"""What a meeting looked at and what was read before it, in words: coverage of inputs, marks without names."""

from typing import Any

from django.utils.translation import gettext as _

from pilothouse.paper.opening import Told, moment_in_words
from pilothouse.reviews.inputs import BY_KEY, Input
from pilothouse.reviews.models import Reading
from pilothouse.reviews.tiers import inputs_of

Record = dict[str, Any]


def look(told: Told, one: Record) -> Record:
    """An input that the meeting opened: what stood there then, and what was said."""
    about = BY_KEY.get(one["input"])
    return {
        "label": str(about.label) if about else one["input"],
        "clause": about.clause if about else "",
        "at": moment_in_words(told, one["at"]),
        "told": one["told"],
        "minute": one["minute"],
    }


def passed(told: Told) -> list[Input]:
    """Inputs that the template of the meeting asks for and that it did not look at; in formats that do not tell what
    was looked at through a record, those that it did not open; none in earlier ones.
    """
    seen = {one["input"] for one in told.body["looks"] or ()} | {*(told.body["looked_through"] or ())}
    asked = inputs_of(told.body["tier"]) if told.body["looks"] is not None else ()
    return [BY_KEY[key] for key in asked if key not in seen]


def not_seen(told: Told) -> str:
    """What may be said of these."""
    return _("not opened directly") if told.body["looked_through"] is None else _("not looked at")


def through(told: Told) -> list[Input]:
    """Inputs that the meeting did not open, of which it looked at a record."""
    opened = {one["input"] for one in told.body["looks"] or ()}
    return [one for key, one in BY_KEY.items() if key in (told.body["looked_through"] or ()) and key not in opened]


def through_records(told: Told) -> str:
    """Their names in a row."""
    return _in_a_row(through(told))


def passed_over(told: Told) -> str:
    """Their names in a row."""
    return _in_a_row(passed(told))


def _in_a_row(inputs: list[Input]) -> str:
    return ", ".join(f"{one.label} ({one.clause})" for one in inputs)


def read_before(told: Told) -> Record | None:
    """How many read how much, and each item with a question, a wish to decide, or words; None in earlier formats."""
    read = told.body["read_before"]
    if read is None:
        return None
    words = {"readers": read["readers"], "invited": read["invited"], "share": read.get("share")}
    said = _("%(readers)d of %(invited)d who were invited had read something.") % words
    if words["share"] is not None:
        said = _("%(readers)d of %(invited)d who were invited had read something, %(share)d %% of it together.") % words
    if not read["readers"]:
        said = _("Nobody had marked anything.")
    asking = [one for one in read["items"] if one["question"] or one["decide"] or one["said"]]
    return {"said": said, "items": [{"name": named(one), "marks": _marks(one), "said": one["said"]} for one in asking]}


def named(one: Record) -> str:
    """“ISS-0004 Fuel spill”, or the name of an input."""
    if one["code"]:
        return f"{one['code']} {one['title']}"
    about = BY_KEY.get(one["input"])
    return str(about.label) if about else one["title"] or str(one["input"])


def _marks(one: Record) -> str:
    parts = (f"{one[reading]} × {Reading(reading).label}" for reading in Reading.values if one[reading])
    return ", ".join(parts)

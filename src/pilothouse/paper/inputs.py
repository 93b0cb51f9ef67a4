"""The required inputs as they stood at the cut-off, in words: what was there, how fresh, what was missing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.queries import Coverage
from pilothouse.paper.opening import NONE, Told, day_in_words
from pilothouse.reviews.inputs import BY_KEY, Input
from pilothouse.reviews.queries.inputs import nothing_there
from pilothouse.reviews.queries.inputs.facts import Facts, Tally
from pilothouse.reviews.queries.inputs.told import Content, told_by_records

Row = dict[str, Any]


def inputs_then(told: Told) -> list[Row] | None:
    """Every input, in its order; None in earlier formats, which held only those that the meeting had opened."""
    held = told.body["inputs"]
    return None if held is None else list(_rows(told, held))


def _rows(told: Told, held: Row) -> Iterator[Row]:
    facts = _facts(held)
    for one in held["each"]:
        if about := BY_KEY.get(one["input"]):
            yield _row(told, about, told_by_records(about.key, facts), one)


def _facts(held: Row) -> Facts:
    tallies = (Tally(**(one | {"latest": _moment(one["latest"])})) for one in held["tallies"])
    series = Coverage(**(held["series"] | {"latest": _moment(held["series"]["latest"])}))
    return Facts(tuple(tallies), series, date.fromisoformat(held["since"]))


def _row(told: Told, about: Input, content: Content, one: Row) -> Row:
    said, days = one["said"], []
    if content.latest:
        days.append(content.latest.astimezone(told.zone).date())
    if said:
        days.append(date.fromisoformat(said["on"]))
    latest = max(days, default=None)
    sentences = [*content.sentences, *([f"{said['text']} ({said['by'] or _('somebody')})"] if said else [])]
    return {
        "label": str(about.label),
        "clause": about.clause,
        "stands": " ".join(sentences),
        "missing": "; ".join(content.missing if latest else nothing_there(one["owner"])),
        "owner": one["owner"] or _("nobody"),
        "latest": day_in_words(latest.isoformat()) if latest else NONE,
        "stale": latest is not None and latest + timedelta(days=about.every) < told.today,
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

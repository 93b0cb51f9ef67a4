"""The required inputs as they stood at the cut-off, in words: what was there, how fresh, what was missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from pilothouse.measures.queries import Coverage
from pilothouse.organisation.models import Person
from pilothouse.paper.aims import dangers_in
from pilothouse.paper.opening import NONE, Told, day_in_words
from pilothouse.paper.tied import lines_of, tied_of
from pilothouse.reviews.inputs import BY_KEY, Input
from pilothouse.reviews.models import InputReply, InputWait
from pilothouse.reviews.queries.inputs import LiveInput, UnreadInput
from pilothouse.reviews.queries.inputs.content import Content
from pilothouse.reviews.queries.inputs.facts import Facts, Tally
from pilothouse.reviews.queries.inputs.told import told_by_records
from pilothouse.reviews.queries.inputs.unread import unread
from pilothouse.reviews.unread import wait_of

Row = dict[str, Any]


def inputs_then(told: Told) -> list[Row] | None:
    """Every input, in its order; None in earlier formats, which held only those that the meeting had opened."""
    held = told.body["inputs"]
    return None if held is None else list(_rows(told, held))


def inputs_as_they_stood(told: Told) -> list[LiveInput]:
    """Every input as its page showed it."""
    return [live for live, _one in _lives(told, told.body["inputs"])]


def unread_then(told: Told) -> list[UnreadInput]:
    """Inputs that waited for data or for a meeting, the longest first; none where that is not told of."""
    looked = told.body["looked"]
    if not looked or not looked["first"]:
        return []
    first, looks = date.fromisoformat(looked["first"]), looked["latest"]
    days = {key: date.fromisoformat(day) for key, day in looks.items()}
    replies = looked.get("replies", {})
    lives = inputs_as_they_stood(told)
    waits = (unread(_heard(wait_of(live, first, days), replies.get(live.input.key)), told.today) for live in lives)
    return sorted((one for one in waits if one), key=lambda one: (one.due, -one.pk))


def _heard(wait: InputWait, said: Row | None) -> InputWait:
    """With what was last replied to it; formats before the sixth do not tell."""
    if said is not None:
        wait.again = _day(said["again"])
        wait.reply = said["reply"] and _reply(said["reply"])
    return wait


def _reply(said: Row) -> InputReply:
    days = {name: _day(said[name]) for name in ("until", "silent_from", "on")}
    return InputReply(**(said | days | {"by": Person(name=said["by"])}))


def _rows(told: Told, held: Row) -> Iterator[Row]:
    for live, one in _lives(told, held):
        yield _row(live, one) | {"tied": lines_of(told, live.input.key)}


def _lives(told: Told, held: Row) -> Iterator[tuple[LiveInput, Row]]:
    """Each input as it stood, with what the pack keeps of it."""
    facts = replace(_facts(held), in_danger=dangers_in(told))
    for one in held["each"]:
        if about := BY_KEY.get(one["input"]):
            yield _live(told, about, told_by_records(about.key, facts), one), one


def _facts(held: Row) -> Facts:
    tallies = (Tally(**(one | {"latest": _moment(one["latest"])})) for one in held["tallies"])
    series = Coverage(**(held["series"] | {"latest": _moment(held["series"]["latest"])}))
    return Facts(tuple(tallies), series, date.fromisoformat(held["since"]))


def _live(told: Told, about: Input, content: Content, one: Row) -> LiveInput:
    days = [content.latest.astimezone(told.zone).date()] if content.latest else []
    said_on = _day(one["said"]["on"]) if one["said"] else None
    days += [said_on] if said_on else []
    tied = tied_of(told, about.key)
    days += [day for each in tied if (day := each.latest)]
    owner = Person(name=one["owner"]) if one["owner"] else None
    return LiveInput(about, owner, content, None, told.today, max(days, default=None), said_on, tied)


def _row(live: LiveInput, one: Row) -> Row:
    said = one["said"]
    sentences = [*live.content.sentences, *([f"{said['text']} ({said['by'] or _('somebody')})"] if said else [])]
    return {
        "label": str(live.input.label),
        "clause": live.input.clause,
        "stands": " ".join(sentences),
        "missing": "; ".join(live.missing),
        "owner": one["owner"] or _("nobody"),
        "latest": day_in_words(live.latest.isoformat()) if live.latest else NONE,
        "stale": live.stale,
        "have": live.have if live.wanted and not live.no_data else None,
        "wanted": live.wanted if live.wanted and not live.no_data else None,
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

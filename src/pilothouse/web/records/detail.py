"""The page of one record: what every record shows without code of its own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from pilothouse.bridge.story import Story, story_of
from pilothouse.bridge.thread import strip
from pilothouse.organisation.models import units_in_sight
from pilothouse.organisation.roles import Role
from pilothouse.records.climbing import Climb, climbs_of
from pilothouse.records.models import Record
from pilothouse.records.queries import Hanging, Hung, hanging_on
from pilothouse.trail.operation import OPERATIONS
from pilothouse.trail.queries import history_of
from pilothouse.web.kit.parts import FileLine, NoteLine
from pilothouse.web.records.acting import STEPS, Step
from pilothouse.web.records.filters import Asked
from pilothouse.web.records.forms import FileForm
from pilothouse.web.records.history import Names, history_lines, mentioned
from pilothouse.web.records.knots import drawn
from pilothouse.web.records.markdown import rendered
from pilothouse.web.records.numbers import page_of
from pilothouse.web.records.purpose import purpose_line
from pilothouse.web.shell.middleware import PilotRequest, act_of


def record_page(
    request: PilotRequest, record: Record, template: str = "records/detail.html", context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a record the person may see (`records.queries.find`), with all that hangs on it.

    Adds to the template, by three queries at any size: `history` (kit history lines), `notes`, `files`, `attach` (the
    form for one more), `links` (linked records with the reason), `knots` (the latest steps of the thread) and
    `knots_before` (how many came before), `about` (the frame record the story began at), `origins` (all that the record
    came from), `purpose` (the line of sight to an objective), `crumbs`, `may` (note, hand_over, move_due, link).
    `context` wins over these.
    """
    return render(request, template, {**hanging_context(request, record), **(context or {})})


def hanging_context(request: PilotRequest, record: Record) -> dict[str, Any]:
    """What `record_page` adds, for pages that render themselves."""
    asked = Asked(request)
    lines = history_of(record)
    people, mentions = mentioned(record, lines)
    hanging = hanging_on(record, people)
    story = story_of(record, request.person, also=mentions | {tie.number for tie in hanging.links})
    names = Names(
        people=hanging.people,
        records=_all_of(story),
        units={unit.pk: unit for unit in units_in_sight(request.person)},
    )
    short = strip(story, record)
    allowed = {what: may(request, name, record) for what, name in _RIGHTS.items()}
    return {
        "record": record,
        "history": history_lines(record, lines, names, asked.today),
        "knots": drawn(short)[-STRIP:] if len(short.knots) > 1 else [],
        "knots_before": max(len(short.knots) - STRIP, 0),
        "about": short.about,
        "origins": story.origins,
        "crumbs": [(short.about.title, page_of(short.about))] if short.about else [],
        "purpose": purpose_line(record, story.purpose, may_link=allowed["link"]),
        "climbed": _climbed(request, record, asked.today),
        "formal": request.person.has(Role.AUDITOR),
        "may": allowed,
        **_hung(record, hanging, names),
    }


@dataclass(frozen=True)
class Climbed:
    """How far the silence of this record has climbed, whether the exits are open to who reads it (`to_me`), and whether
    it stands with them (`with_me`): only these may leave it. `steps` are the ways in which they may act on it
    themselves, each with its address.
    """

    climb: Climb
    to_me: bool
    with_me: bool
    late: int
    steps: list[tuple[Step, str]]


def _climbed(request: PilotRequest, record: Record, today: date) -> list[Climbed]:
    found = [climb for climb in climbs_of(record, today) if climb.level or (climb.reply and climb.reply.declined)]
    return [_exits(request, record, climb, today) for climb in found]


def _exits(request: PilotRequest, record: Record, climb: Climb, today: date) -> Climbed:
    to_me = request.person.pk in climb.reached
    ways = [step for step in STEPS[climb.wait.name] if to_me and may(request, step.operation, record)]
    steps = [(step, f"{page_of(record)}{step.verb}") for step in ways]
    return Climbed(climb, to_me, request.person.pk in climb.people, (today - climb.since).days, steps)


# The latest steps of a story are enough on a record's page; the thread's own page has them all.
STRIP = 12
_RIGHTS = {"note": "note.added", "hand_over": "record.handed_over", "move_due": "record.due_moved",
           "link": "record.linked"}  # fmt: skip


def may(request: PilotRequest, name: str, subject: Any) -> bool:
    """Would the operation of this name let the person act on this subject? For showing a button, never for a check."""
    act = act_of(request)
    return OPERATIONS[name].may(act, {"act": act, "record": subject})


def _all_of(story: Story) -> dict[int, Record]:
    rows = [*story.records, *story.others.values(), *([story.about] if story.about else [])]
    return {row.pk: row for row in rows}


def _hung(record: Record, hanging: Hanging, names: Names) -> dict[str, Any]:
    links = [(names.records[tie.number], tie.text) for tie in hanging.links if tie.number in names.records]
    return {
        "notes": [NoteLine(note.at, note.by, rendered(note.text)) for note in hanging.notes],
        "files": [_file(record, file) for file in hanging.files],
        "links": links,
        "attach": FileForm(auto_id="new-%s"),
    }


def _file(record: Record, file: Hung) -> FileLine:
    url = f"{page_of(record)}files/{file.key}/"
    return FileLine(file.text, url, file.number, file.at, file.by)

"""A frozen pack held against what stands: made again by the rule of its format, and what differs told apart by why."""

import json
import re
from dataclasses import dataclass
from typing import Any

from pilothouse.measures.models import Intake, Measurement
from pilothouse.organisation.models import Organisation
from pilothouse.reviews.models import Outcome, Pack
from pilothouse.reviews.queries.packing import FORMS, differences, edition_of, editions, facts
from pilothouse.reviews.queries.packs import CutOff, body_of, is_sound
from pilothouse.trail.queries import root_at
from pilothouse.trail.replay import Past
from pilothouse.trail.rows import rows_stand

Difference = tuple[str, Any, Any]
_OF_ENGINE = re.compile(r"engine\b")
_OF_FIGURE = re.compile(r"figures\[(\d+)\]")


@dataclass(frozen=True)
class Checked:
    """A pack made again: what came of it, and where it differs (path, was, now), facts before figures.

    `made_by` is the edition of the engine that judged it, "" where its format kept none, `here` the edition at hand.
    `form` is its format; made again by the rule of that format, which a later version may bring and this one not know.
    """

    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    form: int = 0
    made_by: str = ""
    here: str = ""

    @property
    def equal(self) -> bool:
        """Is it the same, to the byte?"""
        return self.outcome == Outcome.EQUAL

    @property
    def count(self) -> int:
        """At how many places it differs."""
        return len(self.differences)

    @property
    def figures(self) -> int:
        """How many figures are told otherwise at any of them."""
        return len({found.group(1) for path, _was, _now in self.differences if (found := _OF_FIGURE.match(path))})


def checked(pack: Pack) -> Checked:
    """Make the pack again from the history, by the rule of its own format, and compare.

    Where it differs, three things that no engine has a part in say why: the root of the history (whatever else is
    told comes out of it), the digests under which measurements came in, and what the pack holds of facts.
    """
    if not is_sound(pack) or root_at(pack.entries) != pack.root:
        return Checked(Outcome.ALTERED)
    seen = json.loads(pack.body)
    form = seen["format"]
    if form not in FORMS:
        return Checked(Outcome.UNKNOWN, form=form)
    past = Past(pack.entries, (Organisation, Intake))
    cut_off = CutOff(pack.review_id, pack.unit_id, pack.number, pack.cut_off, pack.entries, pack.root)
    again = body_of(cut_off, past.every(Organisation)[0], form)
    made_by, here = edition_of(seen), edition_of({"engine": editions()})
    if again == pack.body:
        return Checked(Outcome.EQUAL, (), form, made_by, here)
    now = json.loads(again)
    return Checked(_why(seen, now, past), tuple(_sorted(seen, now)), form, made_by, here)


def _why(seen: dict[str, Any], now: dict[str, Any], past: Past) -> Outcome:
    """Why a pack made again differs, though its text and the history are what they were."""
    if not rows_stand(Measurement, {key: intake.rows_digest for key, intake in past.by_key(Intake).items()}):
        return Outcome.VALUES
    if facts(seen) == facts(now) and edition_of(seen) != edition_of({"engine": editions()}):
        return Outcome.EDITION
    return Outcome.DIFFERENT


def _sorted(seen: dict[str, Any], now: dict[str, Any]) -> list[Difference]:
    """Every difference but the names of the editions, those of facts first: they weigh more, however few they are."""
    facts_first = {path for path, _was, _now in differences(facts(seen), facts(now))}
    found = (one for one in differences(seen, now) if not _OF_ENGINE.match(one[0]))
    return sorted(found, key=lambda one: one[0] not in facts_first)

"""Packs: made, made again, and held against what stands."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pilothouse.organisation.models import Organisation, Person
from pilothouse.reviews.models import Pack, Review
from pilothouse.reviews.queries.packing import Known, contents, differences, figures_changed, known_at
from pilothouse.trail.chain import canonical, digest
from pilothouse.trail.queries import root_at, stands_as_told


@dataclass(frozen=True)
class CutOff:
    """What a pack is made of: the review and its unit, the moment, and where the history stood."""

    review: int
    unit: int
    number: int
    at: datetime
    entries: int
    root: str


def body_of(cut_off: CutOff, organisation: Organisation) -> str:
    """The canonical text of a pack; it tells what was changed since the latest pack of the same unit was frozen."""
    today = cut_off.at.astimezone(organisation.tz).date()
    known = known_at(cut_off.entries, cut_off.unit, today)
    told = contents(known, cut_off.review)
    told["cut_off"] = {
        "at": cut_off.at.astimezone(organisation.tz).isoformat(timespec="seconds"),
        "number": cut_off.number,
        "entries": cut_off.entries,
        "root": cut_off.root,
    }
    before, seen = _before(known, cut_off.unit)
    told["before"] = {"pack": str(before), "digest": before.digest, "sound": seen is not None} if before else None
    told["figures_changed"] = figures_changed(seen, told, known.values()) if seen else []
    return canonical(told)


def _before(known: Known, unit: int) -> tuple[Pack | None, dict[str, Any] | None]:
    """The pack before, as history tells it, and what it said; nothing where its text is no longer what was frozen."""
    told = [one for one in known.past.every(Pack) if one.unit_id == unit]
    if not told:
        return None, None
    kept = Pack.objects.select_related("review").get(pk=told[-1].pk)
    sound = digest(kept.body) == told[-1].digest
    return kept, json.loads(kept.body) if sound else None


@dataclass(frozen=True)
class Checked:
    """A pack made again: is it still the one that was frozen, and where does it differ? (path, was, now)

    `sound` says that its text has the digest that history knows, and that the history up to its checkpoint still has
    the root which the pack bears.
    """

    sound: bool
    equal: bool
    differences: tuple[tuple[str, Any, Any], ...]


def is_sound(pack: Pack) -> bool:
    """Is the text what was frozen, and the row what history tells of it?"""
    return digest(pack.body) == pack.digest and stands_as_told(pack)


def checked(pack: Pack) -> Checked:
    """Make the pack again from the history and compare."""
    if not is_sound(pack) or root_at(pack.entries) != pack.root:
        return Checked(False, False, ())
    cut_off = CutOff(pack.review_id, pack.unit_id, pack.number, pack.cut_off, pack.entries, pack.root)
    again = body_of(cut_off, Organisation.objects.get())
    found = () if again == pack.body else tuple(differences(json.loads(pack.body), json.loads(again)))
    return Checked(True, again == pack.body, found)


def packs_of(review: Review, person: Person) -> list[Pack]:
    """The packs of a review that the person may see, the latest first, with who made and signed them; their bodies
    are not read.
    """
    found = Pack.objects.seen_by(person).filter(review=review).defer("body").select_related("by", "review")
    return list(found.prefetch_related("signatures__by"))

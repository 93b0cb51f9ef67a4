"""Packs: made, and read."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from pilothouse.organisation.models import Organisation, Person
from pilothouse.reviews.models import Pack, Review
from pilothouse.reviews.queries.packing import (
    FORMAT,
    LOCAL_DAYS,
    Known,
    changed_since,
    contents,
    known_at,
)
from pilothouse.trail.chain import canonical, digest
from pilothouse.trail.queries import checkpoint, ends_with, stands_as_told


@dataclass(frozen=True)
class CutOff:
    """What a pack is made of: the review and its unit, the moment, and where the history stood."""

    review: int
    unit: int
    number: int
    at: datetime
    entries: int
    root: str


@dataclass(frozen=True)
class Drawn:
    """A pack drawn up and not frozen yet. `chain` is the last link of the history that it was made of."""

    cut_off: CutOff
    chain: str
    body: str


def drawn_up(review: Review, at: datetime) -> Drawn:
    """The next pack of a review, made of the history as it stands. Long work that reads and locks nothing: what it
    reads is never changed, only added to.
    """
    now = checkpoint()
    cut_off = CutOff(review.pk, review.unit_id, next_number(review), at, now.size, now.root)
    return Drawn(cut_off, now.chain, body_of(cut_off, Organisation.objects.get()))


def next_number(review: Review) -> int:
    """The number that the next pack of a review takes."""
    return int(Pack.objects.filter(review=review).aggregate(most=Max("number"))["most"] or 0) + 1


def still_stands(drawn: Drawn) -> bool:
    """Is the past that a pack was drawn up from still there, under whatever came in since?"""
    return ends_with(drawn.cut_off.entries, drawn.chain)


def body_of(cut_off: CutOff, organisation: Organisation, form: int = FORMAT) -> str:
    """The canonical text of a pack; it tells what was changed since the latest pack of the same unit was frozen."""
    today = cut_off.at.astimezone(organisation.tz).date()
    zone = organisation.tz if form >= LOCAL_DAYS else UTC
    known = known_at(cut_off.entries, cut_off.unit, today, zone)
    told = contents(known, cut_off.review, form)
    told["cut_off"] = {
        "at": cut_off.at.astimezone(organisation.tz).isoformat(timespec="seconds"),
        "number": cut_off.number,
        "entries": cut_off.entries,
        "root": cut_off.root,
    }
    before, seen = _before(known, cut_off.unit)
    told["before"] = {"pack": str(before), "digest": before.digest, "sound": seen is not None} if before else None
    told["figures_changed"] = changed_since(seen, told, known.values()) if seen else []
    return canonical(told)


def _before(known: Known, unit: int) -> tuple[Pack | None, dict[str, Any] | None]:
    """The pack before, as history tells it, and what it said; nothing where its text is no longer what was frozen."""
    told = [one for one in known.past.every(Pack) if one.unit_id == unit]
    if not told:
        return None, None
    kept = Pack.objects.select_related("review").get(pk=told[-1].pk)
    sound = digest(kept.body) == told[-1].digest
    return kept, json.loads(kept.body) if sound else None


def is_sound(pack: Pack) -> bool:
    """Is the text what was frozen, and the row what history tells of it?"""
    return digest(pack.body) == pack.digest and stands_as_told(pack)


def later_pack(pack: Pack, person: Person) -> Pack | None:
    """The latest pack of the same review that superseded this one, as far as the person sees any."""
    found = Pack.objects.seen_by(person).filter(review=pack.review_id, number__gt=pack.number).order_by("-number")
    later: Pack | None = found.defer("body").first()
    if later is not None:
        later.review = pack.review
    return later


def packs_of(review: Review, person: Person) -> list[Pack]:
    """The packs of a review that the person may see, the latest first, with who made and signed them; their bodies
    are not read.
    """
    found = Pack.objects.seen_by(person).filter(review=review).defer("body").select_related("by", "review")
    return list(found.prefetch_related("signatures__by"))

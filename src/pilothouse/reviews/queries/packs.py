"""Packs: made, and read."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from pilothouse.organisation.models import Organisation, Person
from pilothouse.reviews.models import Pack, Review, Signature
from pilothouse.reviews.queries.packing import (
    FORMAT,
    FORMS,
    LOCAL_DAYS,
    Known,
    changed_since,
    contents,
    known_at,
)
from pilothouse.trail.chain import canonical, digest
from pilothouse.trail.queries import checkpoint, ends_with, stands_as_told
from pilothouse.trail.replay import Past

# More entries than any history has.
_ALL = 2**62


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
    told["before"] = before and before | {"sound": seen is not None}
    told["figures_changed"] = changed_since(seen, told, known.values()) if seen else []
    return canonical(told)


def _before(known: Known, unit: int) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The pack before, as history tells it, and what it said; nothing where its text is gone, no longer what was
    frozen, or of a format that a later version brought.
    """
    told = [one for one in known.past.every(Pack) if one.unit_id == unit]
    if not told:
        return None, None
    last = told[-1]
    review = known.past.by_key(Review)[last.review_id]
    text = Pack.objects.filter(pk=last.pk).values_list("body", flat=True).first()
    sound = text is not None and digest(text) == last.digest
    seen = json.loads(text) if text is not None and sound else None
    named = {"pack": f"{review.code}/{last.number}", "digest": last.digest}
    return named, seen if seen and seen["format"] in FORMS else None


def is_sound(pack: Pack) -> bool:
    """Is the text what was frozen, and the row what history tells of it?"""
    return digest(pack.body) == pack.digest and stands_as_told(pack)


def is_known(pack: Pack) -> bool:
    """Is it of a format that this version can read?"""
    return bool(json.loads(pack.body)["format"] in FORMS)


@dataclass(frozen=True)
class Signed:
    """The signatures of a pack, and how many more history tells of."""

    signatures: list[Signature]
    missing: int

    @property
    def faults(self) -> int:
        """How many were given for another text, are not what history tells of them, or are gone."""
        return self.missing + sum(not one.is_valid for one in self.signatures)


def signed(pack: Pack) -> Signed:
    """Who signed a pack, held against history: a row that somebody wrote or altered from outside is no signature.
    Three queries.
    """
    told = {one.pk: one for one in Past(_ALL, (Signature,)).every(Signature) if one.pack_id == pack.pk}
    found = list(Signature.objects.filter(pack=pack).select_related("by").order_by("id"))
    for one in found:
        one.pack = pack
        one.told_otherwise = not _alike(one, told.get(one.pk))
    return Signed(found, len(told.keys() - {one.pk for one in found}))


def _alike(one: Signature, told: Signature | None) -> bool:
    """The same in every field; the name of somebody whose data were erased is not held against anything."""
    if told is None:
        return False
    names = (field.attname for field in Signature._meta.concrete_fields if field.name != "name" or told.name)
    return all(getattr(one, name) == getattr(told, name) for name in names)


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

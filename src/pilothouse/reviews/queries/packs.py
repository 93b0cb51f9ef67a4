"""Packs: made, made again, and held against what stands."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Pack, Review
from pilothouse.reviews.queries.packing import contents, differences, figures_changed, known_at
from pilothouse.trail.chain import canonical, digest


def body_of(size: int, review: int, unit: int, today: date) -> str:
    """The canonical text of a pack made from the first `size` entries of the history.

    It opens with the figures that were changed since the latest pack of the same unit was frozen.
    """
    known = known_at(size, unit, today)
    told = contents(known, review)
    before = Pack.objects.filter(unit_id=unit, entries__lt=size).order_by("-entries", "-id").first()
    seen = json.loads(before.body) if before else None
    told["before"] = {"pack": str(before), "digest": before.digest} if before else None
    told["figures_changed"] = figures_changed(seen, told) if seen else []
    return canonical(told)


@dataclass(frozen=True)
class Checked:
    """A pack made again: is its text the one that was frozen, and where does it differ? (path, was, now)"""

    sound: bool
    equal: bool
    differences: tuple[tuple[str, Any, Any], ...]


def checked(pack: Pack) -> Checked:
    """Make the pack again from the history and compare. `sound` says that the stored text still has its digest."""
    again = body_of(pack.entries, pack.review_id, pack.unit_id, date.fromisoformat(json.loads(pack.body)["today"]))
    found = () if again == pack.body else tuple(differences(json.loads(pack.body), json.loads(again)))
    return Checked(digest(pack.body) == pack.digest, again == pack.body, found)


def packs_of(review: Review, person: Person) -> list[Pack]:
    """The packs of a review that the person may see, the latest first, with who made and signed them; their bodies
    are not read.
    """
    found = Pack.objects.seen_by(person).filter(review=review).defer("body").select_related("by", "review")
    return list(found.prefetch_related("signatures__by"))

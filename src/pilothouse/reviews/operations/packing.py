"""Freezing what leaders knew at a cut-off, and signing it."""

from typing import Any

from django.utils.translation import gettext as _

from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Pack, PackCheck, Rating, Review, Signature
from pilothouse.reviews.queries.checking import checked
from pilothouse.reviews.queries.packs import Drawn, drawn_up, is_known, is_sound, next_number, still_stands
from pilothouse.trail.act import Act, NotAllowed, Refused
from pilothouse.trail.chain import digest
from pilothouse.trail.operation import operation

MOST_DIFFERENCES = 200
_LONGEST = 300
_MAY_FREEZE, _MAY_READ = holds(Right.PREPARE), holds(Right.READ)


def freeze_pack(act: Act, review: Review) -> Pack:
    """Freeze what is known now of the review's unit and all below. A later pack of the same review takes a number of
    its own; the earlier one stays.

    It is drawn up before anything is locked, for that takes seconds in which everybody else goes on working.
    """
    if not _MAY_FREEZE(act, {"act": act, "review": review}):
        raise NotAllowed("pack.frozen")
    if review.state == "cancelled":
        raise Refused(_("A meeting that was cancelled has nothing to look at."))
    return keep_pack(act, review, drawn=drawn_up(review, act.at))


@operation("pack.frozen", may=_MAY_FREEZE)
def keep_pack(act: Act, review: Review, *, drawn: Drawn) -> Pack:
    """Keep a pack as it was drawn up a moment ago (`freeze_pack` does both), if the history it was made of still
    stands and nobody froze another one meanwhile.
    """
    locked = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if locked.state == "cancelled":
        raise Refused(_("A meeting that was cancelled has nothing to look at."))
    if next_number(review) != drawn.cut_off.number:
        raise Refused(_("Somebody froze a pack of this meeting a moment ago: look at it first."))
    if not still_stands(drawn):
        raise Refused(_("The history was changed from outside while the pack was drawn up. Nothing is frozen."))
    made = drawn.cut_off
    pack = Pack(
        review=review, unit_id=made.unit, number=made.number, cut_off=made.at, entries=made.entries, root=made.root,
        body=drawn.body, digest=digest(drawn.body), by_id=act.by.pk,
    )  # fmt: skip
    pack.save()
    return pack


@operation("pack.signed", may=holds(Right.DECIDE))
def sign_pack(
    act: Act, pack: Pack, *, suitable: Rating, adequate: Rating, effective: Rating, aligned: Rating, note: str = ""
) -> Signature:
    """Sign what a pack says, with the conclusion of 9.3.1. The door has asked for the password again."""
    if not is_sound(pack):
        raise Refused(_("This pack is no longer what was frozen, and cannot be signed."))
    if not is_known(pack):
        raise Refused(_("A newer version of the product froze this pack: it is read and signed there."))
    Review.objects.select_for_update(of=("self",)).get(pk=pack.review_id)
    if next_number(pack.review) > pack.number + 1:
        raise Refused(_("A later pack of this meeting was frozen: look at it, and sign that one."))
    if Signature.objects.filter(pack=pack, by_id=act.by.pk).exists():
        raise Refused(_("You have signed this pack already."))
    if not note.strip() and {suitable, adequate, effective, aligned} != {Rating.YES}:
        raise Refused(_("Say in one line what is missing."), "note")
    signature = Signature(
        pack=pack, by_id=act.by.pk, name=str(act.by), at=act.at, digest=pack.digest, suitable=suitable,
        adequate=adequate, effective=effective, aligned=aligned, note=note.strip(),
    )  # fmt: skip
    signature.save()
    return signature


def check_pack(act: Act, pack: Pack) -> PackCheck:
    """Make a pack again and keep what came of it, with when and who, for all who may read the pack. Nothing is locked
    while it is made, and nothing traced changes.
    """
    if not _MAY_READ(act, {"act": act, "pack": pack}):
        raise NotAllowed("pack.checked")
    found = checked(pack)
    told = [[path, _plain(was), _plain(now)] for path, was, now in found.differences[:MOST_DIFFERENCES]]
    names = ("outcome", "made_by", "here", "count", "figures")
    values = {name: getattr(found, name) for name in names} | {"differences": told, "at": act.at, "by_id": act.by.pk}
    kept, _made = PackCheck.objects.update_or_create(pack=pack, defaults=values)
    return kept


def _plain(value: Any) -> str:
    """A value of a pack in one short line."""
    text = "–" if value is None else str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

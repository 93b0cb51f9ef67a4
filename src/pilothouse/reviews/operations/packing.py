"""Freezing what leaders knew at a cut-off, and signing it."""

from django.db.models import Max
from django.utils.translation import gettext as _

from pilothouse.organisation.queries import the_organisation
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.reviews.models import Pack, Rating, Review, Signature
from pilothouse.reviews.queries.packs import CutOff, body_of, is_sound
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.chain import digest
from pilothouse.trail.operation import operation
from pilothouse.trail.queries import checkpoint


@operation("pack.frozen", may=holds(Right.PREPARE))
def freeze_pack(act: Act, review: Review) -> Pack:
    """Freeze what is known now of the review's unit and all below. A later pack of the same review takes a number of
    its own; the earlier one stays.
    """
    if review.state == "cancelled":
        raise Refused(_("A meeting that was cancelled has nothing to look at."))
    organisation = the_organisation()
    if organisation is None:
        raise Refused(_("There is no organisation yet."))
    # Who freezes at the same moment waits here, and takes the next number.
    Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    number = (Pack.objects.filter(review=review).aggregate(most=Max("number"))["most"] or 0) + 1
    now = checkpoint()
    body = body_of(CutOff(review.pk, review.unit_id, number, act.at, now.size, now.root), organisation)
    pack = Pack(
        review=review, unit=review.unit, number=number, cut_off=act.at, entries=now.size, root=now.root, body=body,
        digest=digest(body), by_id=act.by.pk,
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
    Review.objects.select_for_update(of=("self",)).get(pk=pack.review_id)
    if Signature.objects.filter(pack=pack, by_id=act.by.pk).exists():
        raise Refused(_("You have signed this pack already."))
    if not note.strip() and {suitable, adequate, effective, aligned} != {Rating.YES}:
        raise Refused(_("Say in one line what is missing."), "note")
    signature = Signature(
        pack=pack, by_id=act.by.pk, at=act.at, digest=pack.digest, suitable=suitable, adequate=adequate,
        effective=effective, aligned=aligned, note=note.strip(),
    )  # fmt: skip
    signature.save()
    return signature

"""Leaders open the mirror to everybody, or close it again. They see it first."""

from django.utils.translation import gettext as _

from pilothouse.mirror.models import Opening
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("mirror.opened", may=holds(Right.DECIDE))
def open_mirror(act: Act, *, word: str = "") -> Opening:
    """Open the mirror to everybody who can sign in, with a word to those who read it."""
    if Opening.objects.filter(closed_at=None).exists():
        raise Refused(_("The mirror is open to everybody already."))
    opening = Opening(at=act.at, by_id=act.by.pk, word=word.strip())
    opening.save()
    return opening


@operation("mirror.closed", may=holds(Right.DECIDE))
def close_mirror(act: Act) -> Opening:
    """Keep the mirror to those who steer again. What was read stays read."""
    opening: Opening | None = Opening.objects.filter(closed_at=None).first()
    if opening is None:
        raise Refused(_("The mirror is not open to everybody."))
    opening.closed_at = act.at
    opening.save()
    return opening

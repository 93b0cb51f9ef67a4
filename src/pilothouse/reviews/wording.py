"""What came of making a pack again, in words, for page and command line alike."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.reviews.models import Outcome, PackCheck
from pilothouse.reviews.queries import Checked

_SAID = {
    Outcome.EQUAL: gettext_lazy("From the history up to the checkpoint and the measurements that had come in by then."),
    Outcome.VALUES: gettext_lazy(
        "The history is whole, but measurements no longer have the digest under which they came in: somebody has "
        "changed them from outside. “./pilot verify” names the first of them."
    ),
    Outcome.DIFFERENT: gettext_lazy(
        "The history and the measurements are whole, and yet it differs. Where a name is missing, that person's data "
        "were erased since."
    ),
    Outcome.ALTERED: gettext_lazy(
        "The pack, or the history it was made of, is no longer what it was: somebody has changed it from outside."
    ),
    Outcome.UNKNOWN: gettext_lazy(
        "A newer version of the product froze it, in a format that this one does not know. Check it there."
    ),
}


def said_of(check: Checked | PackCheck) -> str:
    """What was found, in plain words."""
    if check.outcome != Outcome.EDITION:
        return str(_SAID[Outcome(check.outcome)])
    return " ".join((_made_by(check), _is_whole(), _otherwise(check.figures)))


def _made_by(check: Checked | PackCheck) -> str:
    if check.made_by:
        words = {"made_by": check.made_by, "here": check.here}
        return _("Made by edition %(made_by)s of the engine; this version has edition %(here)s and no earlier.") % words
    return _(
        "It was frozen before packs kept by which edition of the engine they were judged; by another one than edition "
        "%s, which this version has."
    ) % check.here  # fmt: skip


def _is_whole() -> str:
    return _(
        "The history and the measurements it was made from are whole, its text still has the digest of that day, "
        "and values, decisions and every other fact come out the same."
    )


def _otherwise(figures: int) -> str:
    if not figures:
        return _("Every figure would be told the same today.")
    return (
        ngettext("%d figure would be told otherwise today.", "%d figures would be told otherwise today.", figures)
        % figures
    )

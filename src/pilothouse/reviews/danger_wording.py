"""Which objectives are in danger and why, in the same words on the bridge, beside the input and on the agenda."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pilothouse.reviews.rules import Danger, InDanger

REACH = ("%(n)d looks out of reach", "%(n)d look out of reach")
WHY = {
    Danger.TOLD: gettext_lazy("looks out of reach"),
    Danger.OPEN: gettext_lazy("may be out of reach"),
    Danger.ALONE: gettext_lazy("misses its target"),
}


def out_of_reach(danger: Danger = Danger.TOLD) -> str:
    """Why an objective is on an agenda, in words that name no series."""
    if danger is Danger.ALONE:
        return _("its target is missed, and nobody works on it")
    return _("its target looks out of reach") if danger is Danger.TOLD else _("its target may be out of reach")


def danger_said(found: InDanger) -> str:
    """ "5 in danger: 3 look out of reach, 2 more miss their target while nobody works on them"; "" where none is."""
    if not found.count:
        return ""
    parts = [
        _told(found.told),
        _may_be(found.open, first=not found.told),
        _alone(found.alone, more=found.alone < found.count),
    ]
    why = _(", ").join(part for part in parts if part)
    return _("%(count)d in danger: %(why)s") % {"count": found.count, "why": why}


def danger_sentence(found: InDanger) -> str:
    """The same as a sentence."""
    said = danger_said(found)
    return f"{said}." if said else ""


def _told(count: int) -> str:
    return ngettext(*REACH, count) % {"n": count} if count else ""


def _may_be(count: int, *, first: bool) -> str:
    if not count:
        return ""
    words = ngettext("%(n)d may be out of reach", "%(n)d may be out of reach", count) if first else _("%(n)d may be")
    return words % {"n": count}


def _alone(count: int, *, more: bool) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(n)s misses its target while nobody works on it", "%(n)s miss their target while nobody works on them", count
    )
    return words % {"n": _("%d more") % count if more else count}

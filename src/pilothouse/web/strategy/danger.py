"""That an objective is in danger, and why: in a few words with the records that say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pilothouse.bridge.alignment import Aim
from pilothouse.bridge.causes import Cause
from pilothouse.records.models import Record
from pilothouse.reviews.danger_wording import WHY

# So many records are named on a line; the page of the objective leads to all.
NAMED = 3
_SAID = {
    "risk": gettext_lazy("has warned"),
    "assumption": gettext_lazy("no longer holds"),
    "signal": gettext_lazy("worse, %s"),
    "issue": gettext_lazy("is serious and open"),
}


@dataclass(frozen=True)
class CauseLine:
    """A record with what it says: "RSK-0008 has warned"."""

    code: str
    title: str
    said: Any


@dataclass(frozen=True)
class DangerLine:
    """`said` is why an objective is in danger, "" where it is in none, but something foretells one; `more` records are
    not among `causes`.
    """

    said: str
    causes: list[CauseLine]
    more: int


def danger_line(aim: Aim, causes: Sequence[Cause] = (), most: int = NAMED) -> DangerLine | None:
    """None where nothing is to be said. What a risk or an assumption foretells is said of every objective, what already
    shows in the numbers only of those in danger.
    """
    told = [cause.record for cause in causes if aim.danger is not None or cause.foretells]
    if aim.danger is None and not told:
        return None
    named = [CauseLine(one.code, one.title, _said(one)) for one in told[:most]]
    return DangerLine(_why(aim), named, len(told) - len(named))


def _said(record: Record) -> str:
    words = str(_SAID[record.kind])
    return words % record.standing.label if record.kind == "signal" else words


def _why(aim: Aim) -> str:
    if aim.danger is None:
        return ""
    parts = [str(WHY[aim.danger])]
    if not aim.acted:
        parts.append(_("nobody works on it"))
    if aim.asking:
        parts.append(_("asks for a decision"))
    if aim.borne:
        parts.append(_("borne knowingly"))
    return _(", ").join(parts)

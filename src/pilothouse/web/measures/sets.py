"""Units that changed together as one set: what it is called, what is said of it, and how an address names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator
from pilothouse.measures.shared_words import shared_reason
from pilothouse.measures.together import Shared, shared_changes
from pilothouse.organisation.models import Person
from pilothouse.records.queries import find


def shared_caution() -> str:
    """What that number does not say."""
    return _(
        "Units under one weather or one calendar move together all the time: there this says that something shared has "
        "changed, not what, and less surely than the numbers sound."
    )


def shared_evidence(shared: Shared, today: date) -> str:
    """What is known, to go on from in a form."""
    words = {"what": shared.change.indicator.title, "reason": shared_reason(shared, today)}
    return _("%(what)s: %(reason)s %(caution)s") % {**words, "caution": shared_caution()}


def shared_name(shared: Shared) -> str:
    """“IND-0003.2013-12-02”: the indicator and when it began. The rows are worked out anew time and again; their keys
    name nothing.
    """
    return f"{shared.change.indicator.code}.{shared.change.onset.isoformat()}"


@dataclass(frozen=True)
class NamedSet:
    """What an address names so: the indicator, and how its units changed, None where it was judged anew meanwhile."""

    name: str
    indicator: Indicator
    shared: Shared | None


def sets_named(person: Person, names: Sequence[str]) -> list[NamedSet] | None:
    """What this person sees under these names, in their order; None where one of them names no indicator."""
    found = [(name, find(person, name.partition(".")[0])) for name in names]
    changes = {shared_name(one): one for one in shared_changes(person)} if names else {}
    told = [NamedSet(name, one, changes.get(name)) for name, one in found if isinstance(one, Indicator)]
    return told if len(told) == len(found) else None

"""Units that changed together as one set: what it is called, what is said of it, and how an address names it."""

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


def shared_named(person: Person, name: str) -> tuple[Indicator, Shared | None] | None:
    """What this person sees under such a name; without the change where it was judged anew in the meantime."""
    indicator = find(person, name.partition(".")[0])
    if not isinstance(indicator, Indicator):
        return None
    return indicator, next((one for one in shared_changes(person) if shared_name(one) == name), None)

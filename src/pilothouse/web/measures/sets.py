"""Units that changed together as one set: what it is called, what is said of it, and how an address names it."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.models import Indicator
from pilothouse.measures.together import Shared, shared_changes
from pilothouse.measures.wording import how_often, moved, period_in_words
from pilothouse.organisation.models import Person
from pilothouse.records.queries import find


def shared_title(shared: Shared, today: date) -> str:
    """“Departures on time: lower since week 49 at EWR, JFK, LGA”."""
    change, indicator = shared.change, shared.change.indicator
    return _("%(what)s: %(moved)s since %(when)s at %(units)s") % {
        "what": indicator.title,
        "moved": moved(change.side),
        "units": ", ".join(sorted(series.place for series in shared.series)),
        "when": period_in_words(change.onset, indicator.frequency, today),
    }


def shared_luck(shared: Shared) -> str:
    """“If units moved independently, so much would come by chance about once in 29 years.”"""
    often = how_often(shared.yearly, rarer=shared.rarer)
    return _("If units moved independently, so much would come by chance %(often)s.") % {"often": often}


def shared_caution() -> str:
    """What that number does not say."""
    return _(
        "Units under one weather or one calendar move together all the time: there this says that something shared has "
        "changed, not what, and less surely than the numbers sound."
    )


def shared_evidence(shared: Shared, today: date) -> str:
    """What is known, to go on from in a form."""
    return _("%(title)s, judged as one set of %(count)d units. %(luck)s %(caution)s") % {
        "title": shared_title(shared, today),
        "count": len(shared.change.judged),
        "luck": shared_luck(shared),
        "caution": shared_caution(),
    }


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

"""What is said of units that changed together as one set, on the bridge as on an agenda."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.measures.together import Shared
from pilothouse.measures.wording import how_often, moved, period_in_words


def shared_title(shared: Shared, today: date) -> str:
    """“Departures on time: lower since week 49 at EWR, JFK, LGA”."""
    return _("%(what)s: %(moved)s") % {"what": shared.change.indicator.title, "moved": shared_moved(shared, today)}


def shared_moved(shared: Shared, today: date) -> str:
    """“lower since week 49 at EWR, JFK, LGA”."""
    change = shared.change
    return _("%(moved)s since %(when)s at %(units)s") % {
        "moved": moved(change.side),
        "units": ", ".join(sorted(series.place for series in shared.series)),
        "when": period_in_words(change.onset, change.indicator.frequency, today),
    }


def shared_luck(shared: Shared) -> str:
    """“If units moved independently, so much would come by chance about once in 29 years.”"""
    often = how_often(shared.yearly, rarer=shared.rarer)
    return _("If units moved independently, so much would come by chance %(often)s.") % {"often": often}


def shared_reason(shared: Shared, today: date) -> str:
    """All of it in one line, beside the indicator's title."""
    return _("%(moved)s, judged as one set of %(count)d units. %(luck)s") % {
        "moved": shared_moved(shared, today),
        "count": len(shared.change.judged),
        "luck": shared_luck(shared),
    }

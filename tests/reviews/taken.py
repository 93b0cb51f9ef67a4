"""Changes of sets of units with what was raised for them, as *One cause?* shows them."""

from datetime import timedelta

from pilothouse.organisation.models import Person
from pilothouse.reviews.queries import Taken, happened
from tests.cast import NOW


def taken_by(person: Person, later: timedelta = timedelta()) -> list[Taken]:
    """Those that a person sees, whichever event they are of."""
    weeks, others = happened(person, NOW + later, (NOW + later).date())
    return [one for occasion in (*weeks, *others) for one in occasion.sets]

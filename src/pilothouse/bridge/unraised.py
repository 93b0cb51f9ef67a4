"""Events that several units share and for which nobody raised anything: counted as *One cause?* tells them."""

from collections.abc import Sequence
from datetime import date, datetime

from pilothouse.bridge.coverage import Coverage
from pilothouse.bridge.worked_out import WorkedOut
from pilothouse.measures.luck import Luck
from pilothouse.measures.models import SharedChange, Signal
from pilothouse.measures.weeks import REACH, monday_of, recent_since
from pilothouse.organisation.models import Person
from pilothouse.reviews.queries import happening, signals_of_year


def unraised(
    person: Person, signals: Sequence[Signal], coverage: Coverage, kept: WorkedOut, now: datetime, today: date
) -> int:
    """How many events of which something was found in the last five weeks wait for an issue, a risk or a decision.

    `signals` are those of the bridge; those of the year are read only where a set may have begun before
    them. No query where nothing can wait, else five to seven.
    """
    since = recent_since(today)
    if kept.untaken and min(kept.untaken) < since - REACH:
        signals = signals_of_year(person, now, today)
    fresh = {one.pk for one in signals if one.found >= since}
    events = Luck(coverage.places, kept.fap60).events(one.shifted for one in signals) if signals else []
    begun = [event.week for event in events if fresh.intersection(event.keys)] + kept.untaken
    if not begun:
        return 0
    among = SharedChange.objects.filter(found__gte=monday_of(min(begun)))
    weeks, sets = happening(person, signals, events, today, among)
    return sum(one.silent and one.found >= since for one in (*weeks, *sets))

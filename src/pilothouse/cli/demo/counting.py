"""What stands in the demo's database, counted by queries alone."""

from collections import Counter
from datetime import date
from typing import Any

from pilothouse.bridge.coverage import coverage_of
from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.models import Indicator, Measurement, Series, Signal
from pilothouse.measures.trust import Label
from pilothouse.organisation.queries import system_person, the_organisation
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision, Pack
from pilothouse.reviews.rules import VERDICTS
from pilothouse.trail.queries import checkpoint


def _by_state(model: type[Record]) -> dict[str, int]:
    """How many records of a type are in each state of its life, every state named."""
    found = Counter(model.objects.order_by().values_list("state", flat=True))
    return {state.name: found[state.name] for state in model.KIND.life.states}


# Weeks in which everybody knows what happened: the blizzard of 8 and 9 February, the thunderstorms of the summer.
KNOWN_WEEKS = {"blizzard": (date(2013, 2, 4), date(2013, 2, 4)), "thunderstorms": (date(2013, 6, 24), date(2013, 7, 8))}


def _found_in(first: date, last: date) -> dict[str, int]:
    """Signals for the worse that values of these weeks raised, and in how many units."""
    found = Signal.objects.filter(better=False, found__range=(first, last)).order_by()
    return {"signals": found.count(), "units": found.values("unit").distinct().count()}


def _labels() -> dict[str, int]:
    """How many series may be trusted how far, on the story's day."""
    organisation = the_organisation()
    if organisation is None or organisation.story_day is None:
        return {}
    found = coverage_of(system_person(), organisation.story_day).labels
    return {label.value: found[label] for label in Label}


def counts() -> dict[str, Any]:
    """The figures of `--json` that the database knows."""
    signals, decisions = _by_state(Signal), _by_state(Decision)
    verdicts = {name: decisions.pop(name) for name in VERDICTS}
    return {
        "indicators": Indicator.objects.count(),
        "series": Series.objects.count(),
        "measurements": Measurement.objects.count(),
        "trust": _labels(),
        "signals": {"total": sum(signals.values()), **signals},
        "known_weeks": {name: _found_in(*weeks) for name, weeks in KNOWN_WEEKS.items()},
        "issues": Issue.objects.count(),
        "decisions": {"total": Decision.objects.count(), "states": decisions, "verdicts": verdicts},
        "packs": {"frozen": Pack.objects.count(), "signed": Pack.objects.filter(signatures__isnull=False).count()},
        "actions": Action.objects.count(),
        "verifications": Verification.objects.count(),
        "trail_entries": checkpoint().size,
    }

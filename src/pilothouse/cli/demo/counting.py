"""What stands in the demo's database, counted by queries alone."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from pilothouse.bridge.coverage import coverage_of
from pilothouse.bridge.unmet import unserved
from pilothouse.improvement.models import Action, Issue, Verification
from pilothouse.measures.models import Indicator, Measurement, Series, Signal, Target
from pilothouse.measures.trust import Label
from pilothouse.organisation.queries import system_person, the_organisation
from pilothouse.records.models import Record
from pilothouse.reviews.models import Decision, Outcome, Pack, PackCheck
from pilothouse.reviews.queries import CommonWeek
from pilothouse.reviews.rules import VERDICTS
from pilothouse.trail.queries import checkpoint


def _by_state(model: type[Record]) -> dict[str, int]:
    """How many records of a type are in each state of its life, every state named."""
    found = Counter(model.objects.order_by().values_list("state", flat=True))
    return {state.name: found[state.name] for state in model.KIND.life.states}


# Weeks in which everybody knows what happened: the blizzard of 8 and 9 February, the thunderstorms of the summer.
KNOWN_WEEKS = {"blizzard": [date(2013, 2, 4)], "thunderstorms": [date(2013, 6, 24), date(2013, 7, 8)]}


def _shown_together(weeks: Iterable[CommonWeek]) -> dict[str, list[dict[str, Any]]]:
    """What the page of weeks in common shows of those that are known: signals and units, nothing where it has none."""
    shown = {week.week: week for week in weeks if week.tone == "worse"}
    return {
        name: [
            {"week": monday.isoformat(), "signals": len(shown[monday].changes), "units": shown[monday].units}
            for monday in mondays
            if monday in shown
        ]
        for name, mondays in KNOWN_WEEKS.items()
    }


def _labels() -> dict[str, int]:
    """How many series may be trusted how far, on the story's day."""
    organisation = the_organisation()
    if organisation is None or organisation.story_day is None:
        return {}
    found = coverage_of(system_person(), organisation.story_day).labels
    return {label.value: found[label] for label in Label}


def _targets() -> dict[str, int]:
    """How many targets are live, and how many of them ask for a decision on the story's day."""
    organisation = the_organisation()
    if organisation is None or organisation.story_day is None:
        return {}
    asking = unserved(system_person(), organisation.story_day).filter(borne=False)
    return {"live": Target.objects.filter(ended_at=None).count(), "asking": asking.count()}


def counts(weeks: Iterable[CommonWeek]) -> dict[str, Any]:
    """The figures of `--json` that the database knows; `weeks` are those in common that leadership sees."""
    signals, decisions = _by_state(Signal), _by_state(Decision)
    verdicts = {name: decisions.pop(name) for name in VERDICTS}
    return {
        "indicators": Indicator.objects.count(),
        "series": Series.objects.count(),
        "measurements": Measurement.objects.count(),
        "trust": _labels(),
        "targets": _targets(),
        "signals": {"total": sum(signals.values()), **signals},
        "known_weeks": _shown_together(weeks),
        "issues": Issue.objects.count(),
        "decisions": {"total": Decision.objects.count(), "states": decisions, "verdicts": verdicts},
        "packs": {
            "frozen": Pack.objects.count(),
            "signed": Pack.objects.filter(signatures__isnull=False).count(),
            "equal": PackCheck.objects.filter(outcome=Outcome.EQUAL).count(),
        },
        "actions": Action.objects.count(),
        "verifications": Verification.objects.count(),
        "trail_entries": checkpoint().size,
    }

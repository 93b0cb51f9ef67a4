"""What proof asks for, and what a verdict does to the action it judges."""

from datetime import date, timedelta

from pilothouse.measures.periods import GRACE, next_period, period_of

VERDICTS = ("better", "no_change", "worse", "cannot_be_told")
_STEPS = {"better": "prove", "no_change": "reopen", "worse": "reopen", "cannot_be_told": "end_unproved"}
FEWEST, MOST = 6, 60


def step_for(verdict: str) -> str:
    """The step an action takes when its effect is judged: proved, reopened, or ended without proof."""
    return _STEPS[verdict]


def told_by(done_on: date, frequency: str, points: int) -> date:
    """The day on which `points` whole periods after a change have ended and their values are in."""
    day = _after(done_on, frequency, points + 1)
    return day + timedelta(days=GRACE[frequency])


def too_early_for(verdict: str, proposed: str) -> bool:
    """While the numbers are too few, only "cannot be told" may be said."""
    return proposed == "too_early" and verdict != "cannot_be_told"


def proposed_verdict(shown: str, *, late: bool) -> str:
    """What to propose: as the comparison shows; but numbers that never came cannot tell, and waiting must end."""
    return "cannot_be_told" if shown == "too_early" and late else shown


def long_overdue(due: date | None, on: date, frequency: str) -> bool:
    """Have the numbers been missing for three periods more than they should have taken?"""
    return due is not None and on > _after(due, frequency, 3)


def _after(day: date, frequency: str, periods: int) -> date:
    at = period_of(day, frequency)
    for _ in range(periods):
        at = next_period(at, frequency)
    return at

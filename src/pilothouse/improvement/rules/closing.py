"""When what was reported is answered, and when an issue may close."""

from dataclasses import dataclass
from datetime import date, timedelta

ANSWER_WITHIN = 3
_SATURDAY = 5


@dataclass(frozen=True)
class Standing:
    """What closing looks at: the issue's own words, and the numbers of what still hangs on it."""

    severity: str
    nature: str
    roots: int
    open_actions: int
    unproved: int
    lesson: str


def obstacles(standing: Standing) -> list[str]:
    """Why an issue may not close yet, most telling first; empty when it may.

    "actions": work is still open. "unproved": an effect is not verified. "cause": a serious or grave trouble has
    no root cause named (an idea has none to name). "lesson": nothing is said of what was learnt.
    """
    found = []
    if standing.open_actions:
        found.append("actions")
    if standing.unproved:
        found.append("unproved")
    if standing.severity != "slight" and standing.nature != "idea" and not standing.roots:
        found.append("cause")
    if not standing.lesson.strip():
        found.append("lesson")
    return found


def answered_by(reported: date) -> date:
    """The day by which somebody says what becomes of a report: three working days later."""
    day, left = reported, ANSWER_WITHIN
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def comes_back(issue: int, earlier: int | None, chain: dict[int, int | None]) -> bool:
    """Would calling `earlier` the time before make a circle? `chain` maps an issue to the one it came back from."""
    seen: set[int] = set()
    at = earlier
    while at is not None and at not in seen:
        if at == issue:
            return True
        seen.add(at)
        at = chain.get(at)
    return False

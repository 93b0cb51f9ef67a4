"""When what was reported is answered, and when an issue may close."""

from dataclasses import dataclass
from datetime import date, timedelta

ANSWER_WITHIN = 3
_SATURDAY = 5


@dataclass(frozen=True)
class Standing:
    """What closing looks at: the issue's own words, the numbers of what still hangs on it, and whether somebody `said`
    if it was foreseen.
    """

    severity: str
    nature: str
    roots: int
    open_actions: int
    unproved: int
    lesson: str
    said: bool


def weighty(severity: str, nature: str) -> bool:
    """Is it serious or grave, and no idea? Then its cause is asked for, and whether it was foreseen."""
    return severity != "slight" and nature != "idea"


def obstacles(standing: Standing) -> list[str]:
    """Why an issue may not close yet, most telling first; empty when it may.

    "actions": work is still open. "unproved": an effect is not verified. "cause": a serious or grave trouble has
    no root cause named (an idea has none to name). "lesson": nothing is said of what was learnt.
    "foreseen": nobody has said of a serious or grave one what the register of risks knew; "not known" is an answer.
    """
    found = []
    if standing.open_actions:
        found.append("actions")
    if standing.unproved:
        found.append("unproved")
    heavy = weighty(standing.severity, standing.nature)
    if heavy and not standing.roots:
        found.append("cause")
    if not standing.lesson.strip():
        found.append("lesson")
    if heavy and not standing.said:
        found.append("foreseen")
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

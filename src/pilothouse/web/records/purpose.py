"""Why am I doing this? The line of sight of a record, as its page says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.bridge.graph.purpose import WORK_STATES, Line
from pilothouse.bridge.graph.rules import Way
from pilothouse.records.models import Record
from pilothouse.web.records.numbers import page_of

# What shows the way itself, or is about everything.
_APART = {"policy", "theme", "objective", "review"}
# What is done for an objective. Everything else bears on it: a signal, a risk, an assumption.
_SERVES = {"action", "issue", "decision", "verification", "request", "process"}


@dataclass(frozen=True)
class PurposeLine:
    """The straightest line up to an objective, None where there is none, and the `steps` of it above the record.

    `serves`: it is done for it, and does not only bear on it; `more` further objectives are served about as straight.
    `mend` is where somebody says what it serves ("" for who may not, or where it is over); `asks`: it is work that
    somebody is doing now for nothing that anybody wants.
    """

    line: Line | None
    steps: Sequence[Record]
    serves: bool
    more: int
    mend: str
    asks: bool

    @property
    def by_process(self) -> bool:
        """Does only its process lead there, and none of its own numbers?"""
        return self.line is not None and self.line.way is Way.PROCESS


def purpose_line(record: Record, lines: Sequence[Line], *, may_link: bool) -> PurposeLine | None:
    """What the page of a record says of its purpose; None for records that need none."""
    if record.kind in _APART:
        return None
    line = lines[0] if lines else None
    lost = line is None or line.objective.ended
    mend = f"{page_of(record)}serve/" if lost and may_link and not record.ended else ""
    asks = lost and (record.kind, record.state) in WORK_STATES
    steps = [step for step in line.steps if step.pk != record.pk] if line else []
    return PurposeLine(line, steps, record.kind in _SERVES, max(len(lines) - 1, 0), mend, asks)

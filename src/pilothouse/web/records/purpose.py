"""Why am I doing this? The line of sight of a record, as its page says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pilothouse.bridge.graph.purpose import WORK_STATES, Line
from pilothouse.bridge.graph.rules import Way
from pilothouse.records.models import Record
from pilothouse.web.records.numbers import page_of

# What other records serve says so in its own terms; an objective shows its whole line of sight.
_OWN: dict[str, Any] = {
    "policy": _("All else serves it: themes say where it leads, objectives what shall come of it."),
    "theme": _("It says where the policy leads. Its objectives say what shall come of it, and by when."),
    "review": _(
        "Here leadership looks at what really changed, decides, and checks what came of it. Each decision and action "
        "agreed here says which objective it serves."
    ),
}
# What is done for an objective. Everything else bears on it: a signal, a risk, an assumption.
_SERVES = {"action", "issue", "decision", "verification", "request", "process"}


@dataclass(frozen=True)
class PurposeLine:
    """The straightest line up to an objective, None where there is none, and the `steps` of it above the record.

    `serves`: it is done for it, and does not only bear on it; `more` further objectives are served about as straight.
    `mend` is where somebody says what it serves ("" for who may not, or where it is over); `asks`: it is work that
    somebody is doing now for nothing that anybody wants. `own` is what is said instead, in the record's own terms.
    """

    line: Line | None
    steps: Sequence[Record]
    serves: bool
    more: int
    mend: str
    asks: bool
    own: Any = ""

    @property
    def by_process(self) -> bool:
        """Does only its process lead there, and none of its own numbers?"""
        return self.line is not None and self.line.way is Way.PROCESS


def purpose_line(record: Record, lines: Sequence[Line], *, may_link: bool) -> PurposeLine | None:
    """What the page of a record says of its purpose; None for an objective, whose page shows more."""
    if record.kind == "objective":
        return None
    line = lines[0] if lines else None
    if line is None and record.kind in _OWN:
        return PurposeLine(None, [], serves=False, more=0, mend="", asks=False, own=_OWN[record.kind])
    lost = line is None or line.objective.ended
    mend = f"{page_of(record)}serve/" if lost and may_link and not record.ended else ""
    asks = lost and (record.kind, record.state) in WORK_STATES
    steps = [step for step in line.steps if step.pk != record.pk] if line else []
    return PurposeLine(line, steps, record.kind in _SERVES, max(len(lines) - 1, 0), mend, asks)

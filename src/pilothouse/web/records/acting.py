"""What somebody does about it to whom it has climbed: the steps that end the silence, of everything that waits."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """A way to act: its words, the operation that it comes to, and where its form stands below the record's page."""

    label: Any
    operation: str
    verb: str


# By the name of what waits (records.states.Wait), the likeliest first.
STEPS: dict[str, tuple[Step, ...]] = {
    "signal": (Step(_("Open an issue"), "issue.opened", "issue/"),),
    "issue": (Step(_("Plan an action"), "action.planned", "plan/"),),
    "action": (Step(_("Say that it is done"), "action.completed", "complete/"),),
    "effect": (Step(_("Confirm the verdict"), "effect.verified", "#confirm"),),
    "decision": (Step(_("Say that it is carried out"), "decision.carried_out", "carry-out/"),),
    "verdict": (Step(_("Give the verdict"), "decision.judged", "judge/"),),
    "input": (Step(_("Say what there is to know"), "input.stated", "say/"),),
    "trip": (Step(_("Plan a treatment"), "action.planned", "plan/"),),
    "risk": (Step(_("Rate it again"), "rating.made", "rate/"),),
    "acceptance": (
        Step(_("Accept it anew"), "risk.accepted", "accept/"),
        Step(_("Open it again"), "risk.reopened", "reopen/"),
    ),
    "opportunity": (Step(_("Rate it again"), "rating.made", "rate/"),),
    **{name: (Step(_("Check it"), "context.checked", "check/"),) for name in ("assumption", "context", "party")},
}

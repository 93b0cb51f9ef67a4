"""What each operation reads like in a history: "… moved the due date"."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: dict[str, Any] = {
    "record.handed_over": gettext_lazy("handed it over"),
    "record.due_moved": gettext_lazy("moved the due date"),
    "issue.reported": gettext_lazy("reported it"),
    "issue.opened": gettext_lazy("opened it"),
    "issue.imported": gettext_lazy("brought it in from a sheet"),
    "issue.triaged": gettext_lazy("accepted and assigned it"),
    "issue.declined": gettext_lazy("declined it"),
    "issue.contained": gettext_lazy("contained it"),
    "issue.changed": gettext_lazy("changed it"),
    "issue.closed": gettext_lazy("closed it"),
    "issue.reopened": gettext_lazy("reopened it"),
    "issue.recurrence_named": gettext_lazy("said that it came back"),
    "action.planned": gettext_lazy("planned it"),
    "action.changed": gettext_lazy("changed it"),
    "action.completed": gettext_lazy("reported it done"),
    "action.cancelled": gettext_lazy("cancelled it"),
    "action.first_time_told": gettext_lazy("told when it was first done"),
    "item.action_agreed": gettext_lazy("agreed it in a review"),
    "effect.verified": gettext_lazy("confirmed the effect"),
    "risk.opened": gettext_lazy("registered it"),
    "risk.changed": gettext_lazy("changed it"),
    "rating.made": gettext_lazy("rated it"),
    "estimate.made": gettext_lazy("estimated it"),
    "risk.accepted": gettext_lazy("accepted it"),
    "risk.treated": gettext_lazy("planned a treatment"),
    "risk.tripped": gettext_lazy("warned its owner"),
    "risk.warning_declined": gettext_lazy("declined the warning"),
    "risk.closed": gettext_lazy("closed it"),
    "risk.reopened": gettext_lazy("opened it again"),
    "appetite.set": gettext_lazy("set another appetite"),
    "opportunity.opened": gettext_lazy("registered it"),
    "opportunity.changed": gettext_lazy("changed it"),
    "opportunity.pursued": gettext_lazy("began to pursue it"),
    "opportunity.realised": gettext_lazy("realised it"),
    "opportunity.dropped": gettext_lazy("dropped it"),
    "opportunity.reopened": gettext_lazy("opened it again"),
    "measurements.recorded": gettext_lazy("brought values in"),
    "signal.explained": gettext_lazy("explained it"),
    "signal.answered": gettext_lazy("answered it"),
    "signal.reopened": gettext_lazy("took it out of its issue"),
    "decision.made": gettext_lazy("decided"),
    "decision.carried_out": gettext_lazy("carried it out"),
    "decision.resumed": gettext_lazy("took back that it was carried out"),
    "decision.dates_told_apart": gettext_lazy("told its two dates apart"),
    "decision.read": gettext_lazy("kept what the numbers say"),
    "decision.too_early": gettext_lazy("found it too early for a verdict"),
    "decision.put_off": gettext_lazy("said that it is too early"),
    "decision.judged": gettext_lazy("compared forecast and fact"),
    "decision.superseded": gettext_lazy("decided anew"),
    "review.planned": gettext_lazy("planned it"),
    "review.prepared": gettext_lazy("prepared the agenda"),
    "review.attended": gettext_lazy("noted who was there"),
    "review.closed": gettext_lazy("closed the meeting"),
    "review.cancelled": gettext_lazy("cancelled it"),
    "review.put_in_forum": gettext_lazy("said to which forum it belongs"),
    "request.made": gettext_lazy("asked for it"),
    "request.answered": gettext_lazy("answered it"),
    "request.withdrawn": gettext_lazy("asked for it no longer"),
    "request.outcome_told": gettext_lazy("said what came of it"),
    "assumption.named": gettext_lazy("named it"),
    "context.named": gettext_lazy("named it"),
    "context.changed": gettext_lazy("changed it"),
    "context.checked": gettext_lazy("checked it"),
    "context.ended": gettext_lazy("let it go"),
    "party.named": gettext_lazy("named it"),
    "climate.answered": gettext_lazy("answered the question about climate"),
    "objective.ended": gettext_lazy("ended it"),
    "indicator.defined": gettext_lazy("defined it"),
    "process.defined": gettext_lazy("defined it"),
    "objective.set": gettext_lazy("set it"),
}


def in_words(operation: str) -> Any:
    """The words for an operation; from its name where none were found for it."""
    if operation in WORDS:
        return WORDS[operation]
    subject, _dot, verb = operation.partition(".")
    return _("%(did)s the %(what)s") % {"did": verb.replace("_", " "), "what": subject.replace("_", " ")}

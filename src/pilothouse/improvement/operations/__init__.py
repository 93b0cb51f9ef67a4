"""What people do to find, remove and prove: issues, causes, actions, effects."""

from pilothouse.improvement.operations.actions import (
    cancel_action,
    change_action,
    complete_action,
    plan_action,
)
from pilothouse.improvement.operations.causes import change_cause, name_cause, withdraw_cause
from pilothouse.improvement.operations.closing import close_issue, reopen_issue
from pilothouse.improvement.operations.effects import verify_effect
from pilothouse.improvement.operations.foreseeing import Foresaid, name_risk, withdraw_risk
from pilothouse.improvement.operations.importing import ImportRefused, import_issues
from pilothouse.improvement.operations.issues import (
    change_issue,
    contain_issue,
    decline_issue,
    name_recurrence,
    open_issue,
    report_problem,
    triage_issue,
)
from pilothouse.improvement.operations.joining import join_signals, release_signal
from pilothouse.improvement.operations.judging import say_same, take_back_apart, tell_apart
from pilothouse.improvement.operations.together import decline_issues, triage_issues

__all__ = [
    "Foresaid",
    "ImportRefused",
    "cancel_action",
    "change_action",
    "change_cause",
    "change_issue",
    "close_issue",
    "complete_action",
    "contain_issue",
    "decline_issue",
    "decline_issues",
    "import_issues",
    "join_signals",
    "name_cause",
    "name_recurrence",
    "name_risk",
    "open_issue",
    "plan_action",
    "release_signal",
    "reopen_issue",
    "report_problem",
    "say_same",
    "take_back_apart",
    "tell_apart",
    "triage_issue",
    "triage_issues",
    "verify_effect",
    "withdraw_cause",
    "withdraw_risk",
]

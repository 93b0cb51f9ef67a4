"""What can be done with reviews and decisions."""

from pilothouse.reviews.operations.carrying import carry_out_decision, resume_decision
from pilothouse.reviews.operations.deciding import Forecast, PlannedAction, decide, supersede_decision
from pilothouse.reviews.operations.meeting import agree_action, close_review, look_at, note_attendance
from pilothouse.reviews.operations.packing import freeze_pack, sign_pack
from pilothouse.reviews.operations.planning import cancel_review, plan_review, prepare_review
from pilothouse.reviews.operations.verdicts import judge_decision

__all__ = [
    "Forecast",
    "PlannedAction",
    "agree_action",
    "cancel_review",
    "carry_out_decision",
    "close_review",
    "decide",
    "freeze_pack",
    "judge_decision",
    "look_at",
    "note_attendance",
    "plan_review",
    "prepare_review",
    "resume_decision",
    "sign_pack",
    "supersede_decision",
]

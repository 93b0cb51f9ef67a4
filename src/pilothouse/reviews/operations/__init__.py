"""What can be done with reviews and decisions."""

from pilothouse.reviews.operations.arranging import add_topic, move_item, put_back, take_off
from pilothouse.reviews.operations.carrying import carry_out_decision, resume_decision
from pilothouse.reviews.operations.deciding import Forecast, PlannedAction, decide, supersede_decision
from pilothouse.reviews.operations.deeds import note_deeds
from pilothouse.reviews.operations.due import find_too_early, keep_due_reading, put_off_verdict, read_due_verdicts
from pilothouse.reviews.operations.feeding import tie_indicator, untie_indicator
from pilothouse.reviews.operations.forums import change_forum, close_forum, open_forum, put_in_forum, reopen_forum
from pilothouse.reviews.operations.inputs import look_at_input, name_input_owner, state_input, take_back_input
from pilothouse.reviews.operations.meeting import (
    agree_action,
    close_review,
    look_at,
    note_attendance,
    refuse_reopening,
    refuse_told,
    reopen_review,
    take_back_look,
)
from pilothouse.reviews.operations.packing import check_pack, freeze_pack, keep_pack, sign_pack
from pilothouse.reviews.operations.planning import cancel_review, plan_review, prepare_review, usual_order
from pilothouse.reviews.operations.reading import Marked, mark_agenda
from pilothouse.reviews.operations.requests import (
    answer_request,
    ask_for_resource,
    change_request,
    tell_outcome,
    withdraw_request,
)
from pilothouse.reviews.operations.unread import leave_input, promise_input
from pilothouse.reviews.operations.verdicts import judge_decision

__all__ = [
    "Forecast",
    "Marked",
    "PlannedAction",
    "add_topic",
    "agree_action",
    "answer_request",
    "ask_for_resource",
    "cancel_review",
    "carry_out_decision",
    "change_forum",
    "change_request",
    "check_pack",
    "close_forum",
    "close_review",
    "decide",
    "find_too_early",
    "freeze_pack",
    "judge_decision",
    "keep_due_reading",
    "keep_pack",
    "leave_input",
    "look_at",
    "look_at_input",
    "mark_agenda",
    "move_item",
    "name_input_owner",
    "note_attendance",
    "note_deeds",
    "open_forum",
    "plan_review",
    "prepare_review",
    "promise_input",
    "put_back",
    "put_in_forum",
    "put_off_verdict",
    "read_due_verdicts",
    "refuse_reopening",
    "refuse_told",
    "reopen_forum",
    "reopen_review",
    "resume_decision",
    "sign_pack",
    "state_input",
    "supersede_decision",
    "take_back_input",
    "take_back_look",
    "take_off",
    "tell_outcome",
    "tie_indicator",
    "untie_indicator",
    "usual_order",
    "withdraw_request",
]

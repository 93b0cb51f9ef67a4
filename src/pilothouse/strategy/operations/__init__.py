"""What top management and owners do to say where the organisation is going, and what that rests on."""

from pilothouse.strategy.operations.aiming import (
    add_theme,
    change_objective,
    change_theme,
    end_objective,
    end_theme,
    set_objective,
    state_policy,
)
from pilothouse.strategy.operations.context import (
    answer_climate,
    change_context,
    check_context,
    end_context,
    name_assumption,
    name_context_issue,
    name_party,
)

__all__ = [
    "add_theme",
    "answer_climate",
    "change_context",
    "change_objective",
    "change_theme",
    "check_context",
    "end_context",
    "end_objective",
    "end_theme",
    "name_assumption",
    "name_context_issue",
    "name_party",
    "set_objective",
    "state_policy",
]

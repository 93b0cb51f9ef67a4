"""Everything that changes measures: definitions, values, limits, targets, answers to signals, sources."""

from pilothouse.measures.operations.indicators import (
    change_indicator,
    define_indicator,
    end_series,
    open_series,
    retire_indicator,
    revive_indicator,
)
from pilothouse.measures.operations.intake import record_measurements
from pilothouse.measures.operations.limits import end_target, set_baseline, set_target
from pilothouse.measures.operations.signals import answer_signal, explain_signal, rebase_signal

__all__ = [
    "answer_signal",
    "change_indicator",
    "define_indicator",
    "end_series",
    "end_target",
    "explain_signal",
    "open_series",
    "rebase_signal",
    "record_measurements",
    "retire_indicator",
    "revive_indicator",
    "set_baseline",
    "set_target",
]

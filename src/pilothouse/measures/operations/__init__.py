"""Everything that changes measures: definitions, values, limits, targets, answers to signals, sources."""

from pilothouse.measures.operations.budget import set_alarm_budget
from pilothouse.measures.operations.ending import end_series, retire_indicator
from pilothouse.measures.operations.indicators import (
    change_indicator,
    define_indicator,
    open_series,
    revive_indicator,
)
from pilothouse.measures.operations.intake import record_measurements
from pilothouse.measures.operations.limits import accept_target, end_target, set_baseline, set_target
from pilothouse.measures.operations.signals import (
    answer_signal,
    explain_signal,
    rebase_signal,
    reopen_signal,
    tie_signals,
)
from pilothouse.measures.operations.sources import (
    ask_for_refresh,
    change_source,
    define_source,
    note_source_problem,
    refresh_or_note,
    refresh_source,
)
from pilothouse.measures.operations.withdrawing import withdraw_measurement

__all__ = [
    "accept_target",
    "answer_signal",
    "ask_for_refresh",
    "change_indicator",
    "change_source",
    "define_indicator",
    "define_source",
    "end_series",
    "end_target",
    "explain_signal",
    "note_source_problem",
    "open_series",
    "rebase_signal",
    "record_measurements",
    "refresh_or_note",
    "refresh_source",
    "reopen_signal",
    "retire_indicator",
    "revive_indicator",
    "set_alarm_budget",
    "set_baseline",
    "set_target",
    "tie_signals",
    "withdraw_measurement",
]

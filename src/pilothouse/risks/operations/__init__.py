"""What people do about risks and opportunities: raise, rate, watch, answer, take."""

from pilothouse.risks.operations.answering import (
    accept_risk,
    close_risk,
    decline_warning,
    reopen_risk,
    treat_risk,
)
from pilothouse.risks.operations.appetite import set_appetite
from pilothouse.risks.operations.assessing import assess_by_estimate, assess_by_matrix
from pilothouse.risks.operations.raising import change_opportunity, change_risk, open_opportunity, open_risk
from pilothouse.risks.operations.taking import (
    drop_opportunity,
    pursue_opportunity,
    realise_opportunity,
    reopen_opportunity,
)
from pilothouse.risks.operations.warning import MOST_WIRES, Sign, over, remove_tripwire, set_tripwire, trip_risk
from pilothouse.risks.operations.watching import watch_tripwires

__all__ = [
    "MOST_WIRES",
    "Sign",
    "accept_risk",
    "assess_by_estimate",
    "assess_by_matrix",
    "change_opportunity",
    "change_risk",
    "close_risk",
    "decline_warning",
    "drop_opportunity",
    "open_opportunity",
    "open_risk",
    "over",
    "pursue_opportunity",
    "realise_opportunity",
    "remove_tripwire",
    "reopen_opportunity",
    "reopen_risk",
    "set_appetite",
    "set_tripwire",
    "treat_risk",
    "trip_risk",
    "watch_tripwires",
]

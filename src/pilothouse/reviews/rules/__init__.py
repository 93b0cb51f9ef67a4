"""Pure rules of reviews: what comes first on an agenda, what a forecast must say, what became of it, what was known."""

from pilothouse.reviews.rules.agenda import (
    LOW_CHANCE,
    MOST_ANSWERED_SIGNALS,
    REASON,
    Agenda,
    Candidate,
    Parts,
    Section,
    arranged,
    both,
    fitting,
    silent_first,
)
from pilothouse.reviews.rules.calibration import Band, Calibration, Finding, Judged, Share, calibration
from pilothouse.reviews.rules.evidence import RecordThen, SeriesThen, Since, record_then, sealed, series_then, since
from pilothouse.reviews.rules.forecasts import (
    VERDICTS,
    Fault,
    expected_effect,
    fault_of_forecast,
    outcome,
    points_between,
)

__all__ = [
    "LOW_CHANCE",
    "MOST_ANSWERED_SIGNALS",
    "REASON",
    "VERDICTS",
    "Agenda",
    "Band",
    "Calibration",
    "Candidate",
    "Fault",
    "Finding",
    "Judged",
    "Parts",
    "RecordThen",
    "Section",
    "SeriesThen",
    "Share",
    "Since",
    "arranged",
    "both",
    "calibration",
    "expected_effect",
    "fault_of_forecast",
    "fitting",
    "outcome",
    "points_between",
    "record_then",
    "sealed",
    "series_then",
    "silent_first",
    "since",
]

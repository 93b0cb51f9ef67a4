"""Rows: indicators, series, measurements and where they came from, baselines, targets, signals, the alarm budget."""

from pilothouse.measures.models.brought import Intake, Measurement, Route, Source
from pilothouse.measures.models.defined import (
    Direction,
    Frequency,
    Indicator,
    Series,
    Serving,
    ValueKind,
    terms_for,
    terms_of,
)
from pilothouse.measures.models.judged import Acceptance, AlarmBudget, Baseline, Engraved, Reading, Signal, Target
from pilothouse.measures.models.rested import Provenance
from pilothouse.measures.models.surveyed import AskedSurvey, Leading, SharedChange, Survey

__all__ = [
    "Acceptance",
    "AlarmBudget",
    "AskedSurvey",
    "Baseline",
    "Direction",
    "Engraved",
    "Frequency",
    "Indicator",
    "Intake",
    "Leading",
    "Measurement",
    "Provenance",
    "Reading",
    "Route",
    "Series",
    "Serving",
    "SharedChange",
    "Signal",
    "Source",
    "Survey",
    "Target",
    "ValueKind",
    "terms_for",
    "terms_of",
]

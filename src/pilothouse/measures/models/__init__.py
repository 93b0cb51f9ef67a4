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
from pilothouse.measures.models.judged import AlarmBudget, Baseline, Reading, Signal, Target
from pilothouse.measures.models.surveyed import AskedSurvey, Leading, SharedChange, Survey

__all__ = [
    "AlarmBudget",
    "AskedSurvey",
    "Baseline",
    "Direction",
    "Frequency",
    "Indicator",
    "Intake",
    "Leading",
    "Measurement",
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

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

__all__ = [
    "AlarmBudget",
    "Baseline",
    "Direction",
    "Frequency",
    "Indicator",
    "Intake",
    "Measurement",
    "Reading",
    "Route",
    "Series",
    "Serving",
    "Signal",
    "Source",
    "Target",
    "ValueKind",
    "terms_for",
    "terms_of",
]

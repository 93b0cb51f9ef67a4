"""The required inputs of management review, live: what there is, how fresh, what is missing, who answers."""

from pilothouse.reviews.queries.inputs.live import LiveInput, live_inputs, nothing_there
from pilothouse.reviews.queries.inputs.owners import owner_of_input, owners_of_inputs
from pilothouse.reviews.queries.inputs.tied import Tied, TiedSeries, tied_indicators
from pilothouse.reviews.queries.inputs.unread import (
    Asked,
    UnreadInput,
    asked_for,
    unread_input,
    unread_inputs,
    unread_of,
    waits_gathered,
)

__all__ = [
    "Asked",
    "LiveInput",
    "Tied",
    "TiedSeries",
    "UnreadInput",
    "asked_for",
    "live_inputs",
    "nothing_there",
    "owner_of_input",
    "owners_of_inputs",
    "tied_indicators",
    "unread_input",
    "unread_inputs",
    "unread_of",
    "waits_gathered",
]

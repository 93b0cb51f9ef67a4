"""What changes the organisation: founding it, its units, its people, who may sign in and who may do what."""

from pilothouse.organisation.operations.access import assign_role, give_access, withdraw_access, withdraw_role
from pilothouse.organisation.operations.clock import set_clock_right
from pilothouse.organisation.operations.focusing import limit_focus
from pilothouse.organisation.operations.founding import (
    Founding,
    Nobody,
    change_organisation,
    found_organisation,
    tell_story,
)
from pilothouse.organisation.operations.people import add_person, change_person, move_person, note_leaving
from pilothouse.organisation.operations.units import add_unit, change_unit, close_unit, lay_out_units
from pilothouse.organisation.operations.waiting import choose_digest, set_mail_times, set_time_limits

__all__ = [
    "Founding",
    "Nobody",
    "add_person",
    "add_unit",
    "assign_role",
    "change_organisation",
    "change_person",
    "change_unit",
    "choose_digest",
    "close_unit",
    "found_organisation",
    "give_access",
    "lay_out_units",
    "limit_focus",
    "move_person",
    "note_leaving",
    "set_clock_right",
    "set_mail_times",
    "set_time_limits",
    "tell_story",
    "withdraw_access",
    "withdraw_role",
]

"""Time in the history runs forward: the moment of the next entry, and what to do where a clock ran ahead."""

from datetime import UTC, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pilothouse.trail.act import Refused

# Requests overlap, so a slightly older act may be written after a younger one. More is a clock running backwards.
PATIENCE = timedelta(minutes=10)
# The one operation whose entry may lie before the one above it: it says that a clock ran ahead and was set right.
SET_RIGHT = "history.clock_set_right"


def next_moment(at: datetime, last: datetime | None, name: str) -> datetime:
    """The moment of the entry of an act. Raises Refused where the history stands too far ahead of it."""
    # Whatever zone the door keeps, history is written in one, so that its moments compare as text.
    at = at.astimezone(UTC)
    if last is None or at >= last or name == SET_RIGHT:
        return at
    if is_ahead(at, last):
        raise Refused(_told(at, last))
    return last


def is_ahead(at: datetime, last: datetime | None) -> bool:
    """Does the history stand so far ahead of this moment that nothing can be written?"""
    return last is not None and last - at > PATIENCE


def _told(at: datetime, last: datetime) -> str:
    words = {"last": _moment(last), "now": _moment(at)}
    return (
        _(
            "Nothing can be written: the history already stands at %(last)s, and the clock says %(now)s. A clock is "
            "wrong, or was. Whoever looks after the machine sets it right, or goes on with ./pilot clock."
        )
        % words
    )


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "j M Y, H:i")

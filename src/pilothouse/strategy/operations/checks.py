"""What several operations of direction ask for."""

from datetime import date

from django.utils.translation import gettext as _

from pilothouse.organisation.queries import the_organisation
from pilothouse.trail.act import Act, Refused


def day_of(act: Act) -> date:
    """The day of an act in the organisation's zone."""
    organisation = the_organisation()
    return act.at.astimezone(organisation.tz).date() if organisation else act.at.date()


def filled(text: str, field: str) -> str:
    """The text without space around it; refused where nothing is left."""
    if not text.strip():
        raise Refused(_("Write something here."), field)
    return text.strip()

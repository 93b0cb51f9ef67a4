"""By when somebody looks at a risk or an opportunity again, and from when on its signs are news."""

from datetime import date

from pilothouse.measures.models import Reading
from pilothouse.risks.models import Opportunity, Risk


def look_by(record: Risk | Opportunity, day: date | None) -> None:
    """Set the next day. It begins anew with every look, so that it is no promise that was moved."""
    record.due = record.first_due = day


def latest_known(series: int) -> date | None:
    """The latest period of which the series has a value; a sign that is set now tells only of later ones."""
    return Reading.objects.filter(series=series).values_list("latest_period", flat=True).first()

"""By when somebody looks at a risk or an opportunity again."""

from datetime import date

from pilothouse.risks.models import Opportunity, Risk


def look_by(record: Risk | Opportunity, day: date | None) -> None:
    """Set the next day. It begins anew with every look, so that it is no promise that was moved."""
    record.due = record.first_due = day

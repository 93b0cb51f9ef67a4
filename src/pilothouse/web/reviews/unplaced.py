"""What found no place on an agenda: one counted line for each section, with the way to the list where it stands."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from pilothouse.organisation.models import Person
from pilothouse.organisation.roles import Right
from pilothouse.records.states import Text
from pilothouse.reviews.queries import Meeting
from pilothouse.reviews.rules import Section
from pilothouse.reviews.wording import SECTIONS

# By section the page of its list, and how that is narrowed.
_LISTS: dict[Section, tuple[str, dict[str, str]]] = {
    Section.SILENT: ("records", {"due": "late"}),
    Section.RISKS: ("risks:register", {"state": "tripped"}),
    Section.SIGNALS: ("measures:signals", {"state": "all"}),
    Section.ISSUES: ("improvement:issues", {}),
    Section.APPETITE: ("risks:register", {}),
    Section.ACTIONS: ("records", {"due": "late"}),
    Section.VERDICTS: ("reviews:decisions", {"forecast": "yes", "sort": "verdict"}),
    Section.RESOURCES: ("reviews:requests", {}),
    Section.OBJECTIVES: ("strategy:home", {}),
}


@dataclass(frozen=True)
class Left:
    """So many of one kind did not fit; `url` is the list of all of them."""

    count: int
    what: Text
    url: str


def left_of(meeting: Meeting, person: Person) -> list[Left]:
    """What did not fit on the agenda of a meeting, in the order of its sections; for who sees all of its unit, as who
    pulled the agenda does: of what they do not see others learn no number.
    """
    unit = meeting.review.unit
    if not person.may(Right.READ, unit.path):
        return []
    within = {} if unit.parent_id is None else {"unit": unit.code}
    found = []
    for row in meeting.unplaced:
        what = SECTIONS[Section(row.section)]
        page, narrowed = _LISTS[Section(row.section)]
        asked = urlencode({**narrowed, **within})
        found.append(Left(row.count, what, f"{reverse(page)}?{asked}" if asked else reverse(page)))
    return found

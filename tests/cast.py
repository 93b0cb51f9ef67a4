"""The people of every test: one organisation, two airports below a central office, one person for each role."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.organisation.operations import Nobody, add_person, add_unit, found_organisation
from pilothouse.organisation.roles import Role
from pilothouse.trail.act import Act

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Pages of a story write at the wall clock's time of day: an act that follows them comes at the end of the day.
EVENING = timedelta(hours=14, minutes=59, seconds=59)
PASSWORD = "correct horse battery"


@dataclass
class Cast:
    """Named by what they are. `east` and `west` are units below `office`; `owner` and `member` belong to east."""

    organisation: Organisation
    office: Unit
    east: Unit
    west: Unit
    system: Person
    leader: Person
    quality: Person
    owner: Person
    member: Person
    auditor: Person
    reader: Person
    west_owner: Person

    @property
    def people(self) -> dict[str, Person]:
        names = ("leader", "quality", "owner", "member", "auditor", "reader", "west_owner")
        return {name: getattr(self, name) for name in names}


def act(by: Person, *, later: timedelta = timedelta(), why: str = "", once: str = "") -> Act:
    """An act of the story's present, or later."""
    return Act(by=by, at=NOW + later, door="test", why=why, once=once)


def assemble() -> Cast:
    """Found the organisation and hire everybody, through the operations."""
    founding = found_organisation(
        Act(by=Nobody(), at=NOW - timedelta(days=1), door="test"),
        name="Ålesund Airways",
        code="HQ",
        zone="Europe/Oslo",
        leader="Managing director",
        email="leader@example.org",
        password=PASSWORD,
    )
    by = Act(by=founding.leader, at=NOW - timedelta(days=1), door="test")
    office = founding.root
    east = add_unit(by, unit=office, name="Airport East", code="EST")
    west = add_unit(by, unit=office, name="Airport West", code="WST")
    hired = {
        name: add_person(by, unit=unit, name=title, email=f"{name}@example.org", role=role, password=PASSWORD)
        for name, unit, title, role in (
            ("quality", office, "Quality manager", Role.QUALITY_MANAGER),
            ("owner", east, "Station manager East", Role.PROCESS_OWNER),
            ("member", east, "Ramp agent Zoë", Role.MEMBER),
            ("auditor", office, "Internal auditor", Role.AUDITOR),
            ("reader", east, "Reader East", Role.READER),
            ("west_owner", west, "Station manager West", Role.PROCESS_OWNER),
        )
    }
    return Cast(founding.organisation, office, east, west, founding.system, founding.leader, **hired)

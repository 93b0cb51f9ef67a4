"""Who the demo company is: its units and people. All are invented; people are named by their role."""

from dataclasses import dataclass

from pilothouse.cli.demo.indicators import AIRPORTS, CENTRAL

CURRENCY = "USD"
COMPANY = "Three Airports Departures (demo)"
NOTICE = (
    "All measurements are real (every departure from New York's three airports in 2013). "
    "Company, people, targets and decisions are invented; no decision changed any number."
)


@dataclass(frozen=True)
class UnitRow:
    """One unit; ``above`` is the code of the unit it belongs to."""

    code: str
    name: str
    above: str = ""


@dataclass(frozen=True)
class PersonRow:
    """One person, named by role; ``role`` is held in ``unit``."""

    key: str
    name: str
    unit: str
    role: str


UNITS = (
    UnitRow(CENTRAL, "Central office"),
    *(UnitRow(code, f"{name} ({code})", CENTRAL) for code, name in AIRPORTS.items()),
)

TOP, QUALITY, OWNER, MEMBER, AUDITOR, READER = (
    "top_management",
    "quality_manager",
    "process_owner",
    "member",
    "auditor",
    "reader",
)

PEOPLE = (
    PersonRow("director", "Managing director", CENTRAL, TOP),
    PersonRow("operations", "Operations director", CENTRAL, TOP),
    PersonRow("quality", "Quality manager", CENTRAL, QUALITY),
    PersonRow("planner", "Network planner", CENTRAL, OWNER),
    PersonRow("control", "Operations control lead", CENTRAL, OWNER),
    PersonRow("winter", "Weather and winter service lead", CENTRAL, OWNER),
    PersonRow("carriers", "Carrier relations manager", CENTRAL, OWNER),
    PersonRow("ewr", "Station manager EWR", "EWR", OWNER),
    PersonRow("jfk", "Station manager JFK", "JFK", OWNER),
    PersonRow("lga", "Station manager LGA", "LGA", OWNER),
    PersonRow("duty_ewr", "Duty manager EWR", "EWR", MEMBER),
    PersonRow("duty_jfk", "Duty manager JFK", "JFK", MEMBER),
    PersonRow("duty_lga", "Duty manager LGA", "LGA", MEMBER),
    PersonRow("auditor", "Internal auditor", CENTRAL, AUDITOR),
    PersonRow("board", "Board member", CENTRAL, READER),
)

WHO_TRADES = {"CARRIER": "carriers", "WEATHER": "winter", "FLOWN": "planner"}


def indicator_owner(code: str) -> str:
    """Who answers for an indicator as a whole; in a station its own manager answers for the station's line."""
    return WHO_TRADES.get(code, "operations")

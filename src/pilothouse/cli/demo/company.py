"""Builds the demo company through the product's own operations: organisation, direction, processes, measures."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from pilothouse.cli.demo.cast import COMPANY, CURRENCY, PEOPLE, UNITS, PersonRow, indicator_owner
from pilothouse.cli.demo.direction import (
    HANDOVERS,
    OBJECTIVES,
    PERIOD_END,
    POLICY,
    POLICY_TITLE,
    PROCESSES,
    THEMES,
    ObjectiveRow,
)
from pilothouse.cli.demo.flights import Flights
from pilothouse.cli.demo.indicators import CENTRAL, INDICATORS, Kind
from pilothouse.measures.models import Frequency, Indicator, Series
from pilothouse.measures.operations import define_indicator, open_series
from pilothouse.organisation.models import Organisation, Person, Unit
from pilothouse.organisation.operations import (
    Nobody,
    add_person,
    add_unit,
    change_organisation,
    change_unit,
    found_organisation,
)
from pilothouse.organisation.roles import Role
from pilothouse.processes.models import Process
from pilothouse.processes.operations import agree_handover, define_process
from pilothouse.records.operations import save_view
from pilothouse.strategy.models import Objective, Theme
from pilothouse.strategy.operations import add_theme, set_objective, state_policy
from pilothouse.trail.act import Act

ZONE = ZoneInfo("America/New_York")
FOUNDED = datetime(2013, 1, 7, 8, tzinfo=ZONE)
DOOR = "demo"
LAST_WEEK_KNOWN = date(2014, 12, 31)

SeriesKey = tuple[str, str, str]


@dataclass
class Company:
    """What the story plays with, by the keys of its tables. A series is named (indicator, unit, part)."""

    organisation: Organisation
    system: Person
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    processes: dict[str, Process] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    series: dict[SeriesKey, Series] = field(default_factory=dict)

    def act(self, who: str, at: datetime, why: str = "") -> Act:
        """An act of one of its people."""
        return Act(by=self.people[who], at=at, door=DOOR, why=why)


def build(flights: Flights, report: Callable[[str], None]) -> Company:
    """Found the company and say what it wants, how it works and what it measures."""
    company = _found()
    _hire(company)
    _direct(company)
    _organise(company)
    _measure(company, flights)
    _keep_views(company)
    report(f"Company: {len(company.people)} people, {len(company.processes)} processes, "
           f"{len(company.indicators)} indicators, {len(company.series)} series.")  # fmt: skip
    return company


def _address(person: PersonRow) -> str:
    return f"{person.key.replace('_', '.')}@example.org"


def _password() -> str:
    # Shown nowhere: into a story one steps by its link.
    return secrets.token_urlsafe(24)


def _found() -> Company:
    leader = PEOPLE[0]
    founding = found_organisation(
        Act(by=Nobody(), at=FOUNDED, door=DOOR),
        name=COMPANY,
        code=CENTRAL,
        zone=ZONE.key,
        leader=leader.name,
        email=_address(leader),
        password=_password(),
    )
    company = Company(founding.organisation, founding.system)
    company.people[leader.key] = founding.leader
    company.units[CENTRAL] = founding.root
    return company


def _hire(company: Company) -> None:
    act = company.act("director", FOUNDED)
    root, *below = UNITS
    organisation = company.organisation
    change_organisation(act, organisation, name=organisation.name, zone=organisation.zone, currency=CURRENCY)
    change_unit(act, company.units[CENTRAL], name=root.name, code=root.code)
    for row in below:
        company.units[row.code] = add_unit(act, unit=company.units[row.above], name=row.name, code=row.code)
    for person in PEOPLE[1:]:
        company.people[person.key] = add_person(
            act,
            unit=company.units[person.unit],
            name=person.name,
            email=_address(person),
            role=Role(person.role),
            password=_password(),
        )


def _direct(company: Company) -> None:
    act, root, people = company.act("director", FOUNDED), company.units[CENTRAL], company.people
    state_policy(act, unit=root, owner=people["director"], title=POLICY_TITLE, text=POLICY)
    for key, title in THEMES.items():
        company.themes[key] = add_theme(act, unit=root, owner=people["director"], title=title)
    for row in OBJECTIVES:
        aim(company, row, act)


def aim(company: Company, row: ObjectiveRow, act: Act) -> None:
    """Set an objective; its target comes apart."""
    owner = company.people[row.owner]
    company.objectives[row.key] = set_objective(
        act,
        unit=owner.unit,
        owner=owner,
        title=row.title,
        due=row.target.by if row.target else PERIOD_END,
        why=row.why,
        theme=company.themes[row.theme],
        serves=company.objectives[row.serves] if row.serves else None,
    )


def _organise(company: Company) -> None:
    act, root = company.act("director", FOUNDED), company.units[CENTRAL]
    for row in PROCESSES:
        company.processes[row.key] = define_process(
            act, unit=root, owner=company.people[row.owner], title=row.name, purpose=row.purpose, part=row.kind
        )
    for one in HANDOVERS:
        giver, taker = company.processes.get(one.giver), company.processes.get(one.taker)
        agree_handover(act, unit=root, giver=giver, taker=taker, what=one.what)


def _measure(company: Company, flights: Flights) -> None:
    act, root = company.act("director", FOUNDED), company.units[CENTRAL]
    process_of = {code: row.key for row in PROCESSES for code in row.indicators}
    for row in INDICATORS:
        company.indicators[row.code] = define_indicator(
            act,
            unit=root,
            owner=company.people[indicator_owner(row.code)],
            title=row.name,
            definition=row.definition,
            unit_of_measure=row.measured_in,
            value_kind=row.kind,
            direction=row.direction,
            frequency=Frequency.WEEK,
            process=company.processes[process_of[row.code]],
            scale=row.per,
            decimals=0 if row.kind is Kind.COUNT else 1,
            objectives=[
                company.objectives[one.key] for one in OBJECTIVES if one.target and one.target.indicator == row.code
            ],
        )
    for (code, unit, part), label in series_measured(flights).items():
        indicator = company.indicators[code]
        company.series[code, unit, part] = open_series(act, indicator, unit=company.units[unit], label=label)


# Who keeps which list how: (person, name of the list's address, name, what its address asks for).
VIEWS = (
    ("quality", "improvement:issues", "Worst first", "sort=severity&state=live"),
    ("quality", "improvement:actions", "Overdue at LGA", "due=late&sort=due&state=live&unit=LGA"),
    ("director", "improvement:actions", "Late, by owner", "due=late&sort=owner&state=live"),
)


def _keep_views(company: Company) -> None:
    for who, place, name, query in VIEWS:
        save_view(company.act(who, FOUNDED), place=place, name=name, query=query)


def series_measured(flights: Flights) -> dict[SeriesKey, str]:
    """Every series that the queries yield, with the label of its part (empty where a unit has one series only)."""
    found: dict[SeriesKey, str] = {}
    with duckdb.connect() as db:
        for name, path in tables(flights).items():
            db.read_parquet(str(path)).create(name)
        for indicator in INDICATORS:
            query = f"SELECT DISTINCT indicator, unit, part, label FROM ({indicator.query}) ORDER BY ALL"  # noqa: S608
            for code, unit, part, label in db.execute(query, {"until": LAST_WEEK_KNOWN}).fetchall():
                found[code, unit, part] = label
    return found


def tables(flights: Flights) -> dict[str, Path]:
    """The tables that queries read, each named like the stem of its Parquet file."""
    return {path.stem: path for path in (flights.departures, flights.weather)}

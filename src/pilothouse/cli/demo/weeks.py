"""Tells the Mondays: measurements come in through the company's sources; limits are set."""

from datetime import date, datetime, timedelta
from functools import partial

from pilothouse.cli.demo.answering import take_up
from pilothouse.cli.demo.cast import indicator_owner
from pilothouse.cli.demo.company import FOUNDED, tables
from pilothouse.cli.demo.flights import Flights
from pilothouse.cli.demo.indicators import CENTRAL, INDICATORS
from pilothouse.cli.demo.risking import look_for_signs
from pilothouse.cli.demo.stage import Stage
from pilothouse.measures.operations import define_source, refresh_source, set_baseline
from pilothouse.trail.act import Act

FIRST_MONDAY, LAST_MONDAY = date(2013, 1, 14), date(2013, 12, 30)
WEEK = timedelta(days=7)
# So far back a source looks for values that were corrected later.
LOOKS_BACK = timedelta(days=35)

# Weather is corrected for weeks. The next run lies behind the story's today, so that what is served stays as told.
EVERY_HOURS = {"weather": 14 * 24}

LIMITS_SET = date(2013, 4, 8)
LEARNT = (date(2013, 1, 7), date(2013, 4, 1))
BLIZZARD = date(2013, 2, 4)
FIRST_QUARTER = "First quarter; the week of the blizzard left out, its cause is known"
RESET = date(2013, 12, 2)
AUTUMN = (date(2013, 9, 2), date(2013, 11, 18))
ANOTHER_LEVEL = "Another level since September, twelve weeks known"


def enter_weeks(stage: Stage, flights: Flights) -> None:
    """Enter every Monday on which measurements come in, and the two on which limits are set."""
    stage.calendar.add(FOUNDED.date(), 9, partial(_define_sources, stage, flights))
    monday = FIRST_MONDAY
    while monday <= LAST_MONDAY:
        stage.calendar.add(monday, 7, partial(_bring_in, stage))
        monday += WEEK
    stage.calendar.add(LIMITS_SET, 8, partial(_fix_limits, stage))
    stage.calendar.add(RESET, 8, partial(_fix_new_limits, stage))


QUERY = """\
WITH {table} AS (
    SELECT * FROM data WHERE week >= CAST($until AS DATE) - {days}
), known(code, name) AS (VALUES
    {names}
), measured AS (
{parts}
)
SELECT known.name AS indicator, unit, label AS part, period, {figures}
FROM measured JOIN known ON known.code = measured.indicator"""
FIGURES = {"flights": "value, numerator, denominator", "weather": "value"}


def query_of(table: str) -> str:
    """One query for all indicators of a table: what each yields of the last weeks, by the names the product knows."""
    of_table = [indicator for indicator in INDICATORS if indicator.source == table]
    return QUERY.format(
        table=table,
        days=LOOKS_BACK.days,
        names=",\n    ".join(f"('{indicator.code}', '{indicator.name}')" for indicator in of_table),
        parts="\nUNION ALL BY NAME\n".join(f"(\n{indicator.query.strip()}\n)" for indicator in of_table),
        figures=FIGURES[table],
    )


def _define_sources(stage: Stage, flights: Flights, at: datetime) -> None:
    for table, path in tables(flights).items():
        stage.sources.append(
            define_source(
                stage.act("quality", at),
                unit=stage.unit(CENTRAL),
                owner=stage.person("quality"),
                name=f"Record of {'departures' if table == 'flights' else 'the weather'}",
                path=path.name,
                sql=query_of(table),
                every_hours=EVERY_HOURS.get(table),
            )
        )


def _bring_in(stage: Stage, at: datetime) -> None:
    for source in stage.sources:
        source.refresh_from_db()
        refresh_source(Act(by=stage.company.system, at=at, door="demo"), source)
    take_up(stage, at)
    look_for_signs(stage, at)
    stage.report(f"Story: week of {at - WEEK:%d %B %Y} …")


def _fix_limits(stage: Stage, at: datetime) -> None:
    first, last = LEARNT
    for (code, _unit, _part), series in stage.company.series.items():
        set_baseline(
            stage.act(indicator_owner(code), at),
            series,
            first=first,
            last=last,
            left_out=[BLIZZARD],
            reason=FIRST_QUARTER,
        )
    take_up(stage, at)


def _fix_new_limits(stage: Stage, at: datetime) -> None:
    first, last = AUTUMN
    for key in stage.rebase:
        series = stage.series(key)
        set_baseline(stage.act(indicator_owner(key[0]), at), series, first=first, last=last, reason=ANOTHER_LEVEL)
    take_up(stage, at)

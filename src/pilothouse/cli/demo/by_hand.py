"""Tells of an indicator that three stations type from their gate logs: late, with gaps, once corrected, once given up.

The numbers are real, from the record of departures; that people typed them is invented. So numbers that can be trusted
less stand in the demo, and a decision that rests on them.
"""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import duckdb

from pilothouse.cli.demo.flights import Flights
from pilothouse.cli.demo.indicators import CENTRAL
from pilothouse.cli.demo.stage import Stage
from pilothouse.measures.models import Direction, Frequency, Indicator, Series
from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.rules import Row
from pilothouse.reviews.operations import Forecast, decide

WEEK = timedelta(days=7)
DEFINED = date(2013, 10, 14)
TITLE = "Minutes late before seven, by the gate log"
DEFINITION = (
    "Mean delay of the week's departures scheduled before 07:00, early ones counted as zero, cancelled ones left out. "
    "Added up by the duty manager from the gate log: the record of departures comes too late for the morning talk."
)
# One query for both ends of the week: a sheet that was added up before its Sunday holds six days.
QUERY = """\
SELECT origin, avg(greatest(dep_delay, 0)) AS whole, avg(greatest(dep_delay, 0)) FILTER (date < week + 6) AS six_days
FROM flights WHERE week = $week AND hour < 7 AND dep_delay IS NOT NULL GROUP BY origin"""
# EWR types every Tuesday, but not in the week of Thanksgiving.
EWR_WEEKS = tuple(DEFINED + WEEK * step for step in range(11) if DEFINED + WEEK * step != date(2013, 11, 25))
TOO_SOON, PUT_RIGHT = date(2013, 11, 11), date(2013, 11, 21)
WHY_PUT_RIGHT = "The sheet was added up on Sunday morning; Sunday's departures were missing."
# JFK pastes what has come together; LGA stopped with the first snow.
JFK_DAYS = {date(2013, 11, 13): range(4), date(2013, 12, 4): range(4, 7), date(2014, 1, 3): range(7, 11)}
LGA_WEEKS = tuple(DEFINED + WEEK * step for step in range(8))
DECIDED, EFFECT_FROM, JUDGED = date(2014, 1, 6), date(2014, 1, 13), date(2014, 4, 14)


def enter_by_hand(stage: Stage, flights: Flights) -> None:
    """Enter the day on which the indicator is defined, those on which stations type, and the decision."""
    gate_log = _GateLog(stage, flights)
    stage.calendar.add(DEFINED, 16, gate_log.define)
    for week in EWR_WEEKS:
        stage.calendar.add(week + timedelta(days=8), 10, partial(gate_log.type_in, "EWR", "form", (week,)))
    stage.calendar.add(PUT_RIGHT, 10, gate_log.put_right)
    for day, steps in JFK_DAYS.items():
        weeks = tuple(DEFINED + WEEK * step for step in steps)
        stage.calendar.add(day, 11, partial(gate_log.type_in, "JFK", "paste", weeks))
    for week in LGA_WEEKS:
        stage.calendar.add(week + WEEK, 15, partial(gate_log.type_in, "LGA", "form", (week,)))
    stage.calendar.add(DECIDED, 18, gate_log.decide)


class _GateLog:
    """The indicator and its three series, once they are there."""

    def __init__(self, stage: Stage, flights: Flights) -> None:
        self.stage, self.flights = stage, flights
        self.series: dict[str, Series] = {}
        self._added_up: dict[date, list[tuple[Any, ...]]] = {}  # by week what the record says of all stations

    def define(self, at: datetime) -> None:
        """Define it, for the objective that the day starts on time, and open a series for each station."""
        stage, act = self.stage, self.stage.act("operations", at)
        indicator: Indicator = define_indicator(
            act, unit=stage.unit(CENTRAL), owner=stage.person("operations"), title=TITLE, definition=DEFINITION,
            unit_of_measure="minutes", value_kind="value", direction=Direction.DOWN, frequency=Frequency.WEEK,
            process=stage.company.processes["prepare"], objectives=[stage.company.objectives["first"]],
        )  # fmt: skip
        for station in ("EWR", "JFK", "LGA"):
            self.series[station] = open_series(act, indicator, unit=stage.unit(station))

    def type_in(self, station: str, route: str, weeks: tuple[date, ...], at: datetime) -> None:
        """The duty manager types these weeks; one of them before it was over."""
        self._record(station, route, [(week, "six_days" if week == TOO_SOON else "whole") for week in weeks], at)

    def put_right(self, at: datetime) -> None:
        """The week that was added up too soon, as it was."""
        self._record("EWR", "form", [(TOO_SOON, "whole")], at, WHY_PUT_RIGHT)

    def _record(self, station: str, route: str, weeks: list[tuple[date, str]], at: datetime, reason: str = "") -> None:
        rows = [Row(self.series[station].pk, week, self._measured(station, week)[part]) for week, part in weeks]
        duty = self.stage.act(f"duty_{station.lower()}", at)
        record_measurements(duty, unit=self.stage.unit(station), rows=rows, route=route, reason=reason)

    def _measured(self, station: str, week: date) -> dict[str, float]:
        if week not in self._added_up:
            with duckdb.connect() as db:
                db.read_parquet(str(self.flights.departures)).create_view("flights")
                self._added_up[week] = db.execute(QUERY, {"week": week}).fetchall()
        whole, six_days = next(values for origin, *values in self._added_up[week] if origin == station)
        return {"whole": round(whole, 1), "six_days": round(six_days, 1)}

    def decide(self, at: datetime) -> None:
        """A decision that rests on what was typed, and says so."""
        stage, series = self.stage, self.series["EWR"]
        forecast = Forecast(
            series=series, direction=Direction.DOWN, size=2, by=JUDGED, confidence=60, effect_from=EFFECT_FROM
        )
        made = decide(
            stage.act("operations", at), unit=stage.unit("EWR"), owner=stage.person("ewr"), due=EFFECT_FROM,
            title="Open EWR's first five gates half an hour earlier", choice="Half an hour earlier, all week",
            options="As now\nHalf an hour earlier, all week\nOnly on frost days",
            reason="By the gate log the first departures wait for a gate that is still shut. The log is typed by hand; "
            "before this is judged it has to come from the record.",
            forecast=forecast, evidence=[self.series["JFK"]],
        )  # fmt: skip
        stage.decisions["gates"] = made.pk

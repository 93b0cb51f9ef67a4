"""The series of `bench/forecast.py`: flights of 2013 by week, by day, and of small routes."""

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from pilothouse.cli.demo.flights import Flights
from pilothouse.cli.demo.indicators import INDICATORS

FIRST_WEEK = date(2013, 1, 7)
DAILY = """
WITH big AS (
    SELECT origin, carrier FROM flights GROUP BY origin, carrier
    HAVING count(DISTINCT date) = 365 AND count(*) >= 365 * 10
), days AS (
    SELECT origin || ' ' || carrier AS name, date, count(*) AS flown, avg(dep_delay) AS delay,
           count(*) FILTER (dep_delay < 15) / count(dep_delay) AS on_time
    FROM flights JOIN big USING (origin, carrier) GROUP BY ALL
    UNION ALL BY NAME
    SELECT origin AS name, date, count(*) AS flown, avg(dep_delay) AS delay,
           count(*) FILTER (dep_delay < 15) / count(dep_delay) AS on_time
    FROM flights GROUP BY origin, date
)
SELECT name || ' ' || measure, measure = 'on_time' AS share, date, value
FROM (UNPIVOT (SELECT name, date, flown::DOUBLE AS flown, delay, on_time FROM days)
      ON flown, delay, on_time INTO NAME measure VALUE value)
ORDER BY 1, 3
"""
SMALL = """
WITH weeks AS (
    SELECT origin || ' ' || dest AS route, (date - DATE '2013-01-07') // 7 AS week, count(*) AS all_of_it,
           count(dep_delay) AS flown, count(*) FILTER (dep_delay < 15) AS on_time
    FROM flights WHERE date BETWEEN DATE '2013-01-07' AND DATE '2013-12-29' GROUP BY ALL
), small AS (
    SELECT route FROM weeks GROUP BY route
    HAVING count(*) = 51 AND min(all_of_it) >= 5 AND max(all_of_it) <= 30
)
SELECT route || ' ' || measure, week, part, all_of_it
FROM (UNPIVOT (SELECT * FROM weeks JOIN small USING (route)) ON flown, on_time INTO NAME measure VALUE part)
ORDER BY 1, 2
"""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Series of one frequency: `values` (n_series, n_points), which are shares, and how they are cut and judged.

    `sizes` are the denominators of small shares, of the same shape.
    """

    name: str
    values: Floats
    shares: NDArray[np.bool_]
    frequency: str
    season: int | None
    horizon: int
    window: int
    origins: range
    sizes: Floats | None = None


def weekly(flights: Flights) -> Block:
    """The demo's own indicators, by their own queries."""
    rows: dict[tuple[str, str, str], dict[int, float]] = {}
    shares: dict[tuple[str, str, str], bool] = {}
    with duckdb.connect() as db:
        db.execute(f"CREATE VIEW flights AS SELECT * FROM '{flights.departures}'")
        db.execute(f"CREATE VIEW weather AS SELECT * FROM '{flights.weather}'")
        for indicator in INDICATORS:
            found = db.execute(indicator.query, {"until": date(2014, 1, 6)})
            names = [column[0] for column in found.description]
            for given in found.fetchall():
                row = dict(zip(names, given, strict=True))
                key = (indicator.code, row["unit"], row["part"])
                value = row["value"] if "value" in row else row["numerator"] / row["denominator"]
                rows.setdefault(key, {})[(row["period"] - FIRST_WEEK).days // 7] = float(value)
                shares[key] = indicator.kind == "proportion"
    values = np.full((len(rows), 1 + max(max(line) for line in rows.values())), np.nan)
    for place, line in enumerate(rows.values()):
        values[place, list(line)] = list(line.values())
    flags = np.array([shares[key] for key in rows])
    return Block("weekly", values, flags, "week", None, 8, 24, range(24, values.shape[1] - 7, 2))


def daily(flights: Flights) -> Block:
    """Share on time, mean delay and departures of each airport and of its large carriers, day by day."""
    lines: dict[str, list[float]] = {}
    shares: dict[str, bool] = {}
    with duckdb.connect() as db:
        db.execute(f"CREATE VIEW flights AS SELECT * FROM '{flights.departures}'")
        for name, share, _day, value in db.execute(DAILY).fetchall():
            lines.setdefault(name, []).append(float(value))
            shares[name] = share
    whole = {name: line for name, line in lines.items() if len(line) == 365}  # a day without departures has no share
    flags = np.array([shares[name] for name in whole])
    return Block("daily", np.array(list(whole.values())), flags, "day", 7, 28, 84, range(112, 338, 28))


def small(flights: Flights) -> Block:
    """Shares flown, and on time, of small routes week by week: how a small unit's indicator looks."""
    lines: dict[str, list[tuple[float, float]]] = {}
    with duckdb.connect() as db:
        db.execute(f"CREATE VIEW flights AS SELECT * FROM '{flights.departures}'")
        for name, _week, part, size in db.execute(SMALL).fetchall():
            lines.setdefault(name, []).append((float(part), float(size)))
    counted = np.array(list(lines.values()))
    values, sizes = counted[:, :, 0] / counted[:, :, 1], counted[:, :, 1]
    flags = np.ones(len(values), dtype=bool)
    return Block("small weekly shares", values, flags, "week", None, 8, 24, range(24, values.shape[1] - 7, 2), sizes)

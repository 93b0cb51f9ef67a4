"""Twenty weeks of departures that nobody flew, with the troubles the demo's story begins with."""

from pathlib import Path

import duckdb

from pilothouse.cli.demo.flights import Flights

# What the real year has too: a blizzard, a carrier that falls at one airport, one that falls at two, diversions.
DEPARTURES = """
CREATE TABLE flights AS
WITH carriers(origin, codes) AS (VALUES
    ('EWR', ['AA', 'B6', 'DL', 'EV', 'MQ', 'UA', 'US', 'WN']),
    ('JFK', ['9E', 'AA', 'B6', 'DL', 'MQ', 'UA', 'US', 'VX']),
    ('LGA', ['AA', 'B6', 'DL', 'EV', 'FL', 'MQ', 'UA', 'US', 'WN'])
), plan AS (
    SELECT origin, carrier, 'Airline ' || carrier AS airline, day::DATE AS date, hour::INT AS hour
    FROM (SELECT origin, unnest(codes) AS carrier FROM carriers),
         range(DATE '2013-01-07', DATE '2013-05-27', INTERVAL 1 DAY) AS days(day),
         range(5, 21) AS hours(hour)
), lots AS (
    SELECT *, (hash(origin, carrier, date, hour, 1) % 10000) / 10000.0 AS one,
           (hash(origin, carrier, date, hour, 2) % 10000) / 10000.0 AS two,
           (hash(origin, carrier, date, hour, 3) % 10000) / 10000.0 AS three
    FROM plan
), delayed AS (
    SELECT *, date_trunc('week', date)::DATE AS week,
           two < CASE WHEN date IN (DATE '2013-02-08', DATE '2013-02-09') THEN 0.5 ELSE 0.02 END AS cancelled,
           three < CASE WHEN origin = 'LGA' AND date >= DATE '2013-04-08' THEN 0.03 ELSE 0.006 END AS diverted,
           one < CASE WHEN carrier = 'MQ' AND origin = 'EWR' AND date >= DATE '2013-04-08' THEN 0.4
                      WHEN carrier = 'WN' AND date >= DATE '2013-04-22' THEN 0.3
                      ELSE 0.8 END AS punctual
    FROM lots
)
SELECT date, week, carrier, airline, origin, hour,
       CASE WHEN NOT cancelled THEN 100 * hour END AS dep_time,
       CASE WHEN NOT cancelled THEN (CASE WHEN punctual THEN 10 * three - 3 ELSE 15 + 130 * three END)::INT
       END AS dep_delay,
       CASE WHEN NOT diverted THEN dep_delay + (20 * two - 12)::INT END AS arr_delay
FROM delayed
"""
WEATHER = """
CREATE TABLE weather AS
SELECT date_trunc('week', day)::DATE AS week, origin, hour,
       CASE WHEN hash(origin, day, hour) % 12 = 0 THEN 1 ELSE 10 END AS visib, 0.0 AS precip, 10.0 AS wind_gust
FROM (VALUES ('EWR'), ('JFK'), ('LGA')) AS airports(origin),
     range(DATE '2013-01-07', DATE '2013-05-27', INTERVAL 1 DAY) AS days(day),
     range(0, 24) AS hours(hour)
"""


def made_up_flights(folder: Path) -> Flights:
    """Write both files as the demo's own preparation would."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Flights(folder / "flights.parquet", folder / "weather.parquet", 0)
    with duckdb.connect() as db:
        for query, path in ((DEPARTURES, made.departures), (WEATHER, made.weather)):
            db.execute(query)
            db.table(path.stem).write_parquet(str(path))
    return made

-- The carriers with at least 45 scheduled departures a week from the airport over the first four weeks of the year.
SELECT 'CARRIER' AS indicator, origin AS unit, carrier AS part, any_value(airline) AS label,
       week AS period,
       count(*) FILTER (dep_delay < 15) AS numerator,
       count(dep_delay) AS denominator
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
  AND (   (origin = 'EWR' AND carrier IN ('AA', 'B6', 'DL', 'EV', 'MQ', 'UA', 'US', 'WN'))
       OR (origin = 'JFK' AND carrier IN ('9E', 'AA', 'B6', 'DL', 'MQ', 'UA', 'US', 'VX'))
       OR (origin = 'LGA' AND carrier IN ('AA', 'B6', 'DL', 'EV', 'FL', 'MQ', 'UA', 'US', 'WN')))
GROUP BY origin, carrier, week
HAVING count(dep_delay) > 0
ORDER BY unit, part, period

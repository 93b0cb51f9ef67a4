SELECT 'CANCEL' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       count(*) FILTER (dep_time IS NULL) AS numerator,
       count(*) AS denominator
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
GROUP BY origin, week
ORDER BY unit, period

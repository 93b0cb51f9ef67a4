SELECT 'FLOWN' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       count(dep_time) AS value
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
GROUP BY origin, week
ORDER BY unit, period

SELECT 'EVENING' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       round(avg(greatest(dep_delay, 0)), 4) AS value
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
  AND hour BETWEEN 17 AND 20
  AND dep_delay IS NOT NULL
GROUP BY origin, week
ORDER BY unit, period

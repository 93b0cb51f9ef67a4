SELECT 'LOST' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       round(avg(arr_delay - dep_delay), 4) AS value
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
  AND arr_delay IS NOT NULL
GROUP BY origin, week
ORDER BY unit, period

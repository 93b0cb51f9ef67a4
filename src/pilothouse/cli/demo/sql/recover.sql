SELECT 'RECOVER' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       count(*) FILTER (arr_delay < 15) AS numerator,
       count(*) AS denominator
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
  AND dep_delay BETWEEN 15 AND 44
  AND arr_delay IS NOT NULL
GROUP BY origin, week
ORDER BY unit, period

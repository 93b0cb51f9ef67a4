SELECT 'ARR' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       count(*) FILTER (arr_delay < 15) AS numerator,
       count(arr_delay) AS denominator
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
GROUP BY origin, week
HAVING count(arr_delay) > 0
ORDER BY unit, period

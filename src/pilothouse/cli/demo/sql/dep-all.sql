SELECT 'DEP-ALL' AS indicator, 'NYC' AS unit, '' AS part, '' AS label, week AS period,
       count(*) FILTER (dep_delay < 15) AS numerator,
       count(dep_delay) AS denominator
FROM flights
WHERE week + 7 <= CAST($until AS DATE)
GROUP BY week
HAVING count(dep_delay) > 0
ORDER BY unit, period

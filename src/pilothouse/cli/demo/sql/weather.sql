SELECT 'WEATHER' AS indicator, origin AS unit, '' AS part, '' AS label, week AS period,
       count(*) FILTER (visib < 3 OR precip >= 0.1 OR wind_gust >= 40.3) AS value
FROM weather
WHERE week + 7 <= CAST($until AS DATE)
  AND hour >= 5
GROUP BY origin, week
ORDER BY unit, period

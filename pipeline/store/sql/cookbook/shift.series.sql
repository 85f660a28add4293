-- One series by week, all outlets together.
-- Params: $dimension, $code VARCHAR; $first, $end DATE, Mondays (UTC), half-open; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per week with commentary.
SELECT week, count(DISTINCT article) FILTER (dimension = $dimension AND code = $code) AS k,
    count(DISTINCT article) FILTER (dimension = $dimension AND code = 'engage') AS engage,
    count(DISTINCT article) FILTER (dimension = $dimension AND code = 'confront') AS confront,
    count(DISTINCT article) AS n
FROM answers_between($as_of, $first, $end)
GROUP BY week
ORDER BY week

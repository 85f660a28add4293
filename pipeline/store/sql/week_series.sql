-- Pieces by week and code, all outlets together: the long series.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open.
-- Grain: one row per week, dimension and code that any piece bears; n counts all pieces of the week.
WITH answers AS (SELECT week, dimension, code FROM answers_between($as_of, $first, $end)),
totals AS (SELECT week, count(*) AS n FROM answers WHERE dimension = 'orientation' GROUP BY week)
SELECT week, dimension, code, count(*)::INTEGER AS k, any_value(n)::INTEGER AS n
FROM answers JOIN totals USING (week)
GROUP BY ALL
ORDER BY ALL

-- The index of the balance by week; 100 = mean of the reference window.
-- Params: $first, $end DATE, Mondays (UTC), half-open; $reference_first, $reference_end DATE; $least INTEGER; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per week in which any outlet has a value.
SELECT week, avg(value) AS value, count(*) AS outlets
FROM index_as_of($as_of, $first, $end, $reference_first, $reference_end, $least)
WHERE dimension = 'orientation' AND code = 'balance'
GROUP BY week
ORDER BY week

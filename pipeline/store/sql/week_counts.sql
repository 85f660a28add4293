-- Countable pieces by week, outlet and code.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open.
-- Grain: one row per week, outlet, dimension and code.
SELECT week, outlet, dimension, code, k::INTEGER AS k, n::INTEGER AS n
FROM counts_as_of($as_of, $first, $end)
ORDER BY ALL

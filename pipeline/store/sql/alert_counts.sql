-- Countable pieces by seven days, outlet and code: weeks that end where $end begins, on whatever day that is.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, whole weeks apart, half-open.
-- Grain: one row per seven days (week is the first of them), outlet, dimension and code.
SELECT week, outlet, dimension, code, k::INTEGER AS k, n::INTEGER AS n
FROM early_counts($as_of, $first, $end)
ORDER BY ALL

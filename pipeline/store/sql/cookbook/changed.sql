-- Every published figure of the week, newest vintage of a time.
-- Params: $week DATE, its Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per dimension and code.
SELECT dimension, code, k, minus_k, n, share, low, high, base_k, base_n, base_share, change, change_low, change_high, q, verdict
FROM weeks
WHERE week = $week AND known_at <= $as_of
QUALIFY row_number() OVER (PARTITION BY dimension, code ORDER BY vintage DESC) = 1
ORDER BY dimension, code

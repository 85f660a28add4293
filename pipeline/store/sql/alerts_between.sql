-- Alerts of some days, the largest change of a day first.
-- Params: $first, $end DATE, half-open.
-- Grain: one row per day, dimension and code.
SELECT day, dimension, code, label, verdict, k, minus_k, n, share, low, high, base_k, base_minus_k, base_n, base_share,
    change, change_low, change_high, p, q, deff, detectable, largest, lone, sql, known_at
FROM alerts WHERE day >= $first AND day < $end ORDER BY day, abs(change) DESC NULLS LAST, dimension, code

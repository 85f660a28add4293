-- How far the two measures of orientation agreed in a span of weeks, as noted at a time.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open.
-- Grain: one row per week.
SELECT week, n, correlation, low, high, named, same, share, share_low, share_high
FROM agreements
WHERE known_at <= $as_of AND week >= $first AND week < $end
QUALIFY row_number() OVER (PARTITION BY week ORDER BY known_at DESC) = 1
ORDER BY week

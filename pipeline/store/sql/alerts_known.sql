-- Measures and directions that are no news: reported by the issue of a week, or by an alert since a time.
-- Params: $week DATE, Monday of the issue; $since TIMESTAMPTZ.
-- Grain: one row per dimension, code and verdict.
SELECT dimension, code, verdict
FROM (SELECT * FROM weeks WHERE week = $week QUALIFY row_number() OVER (PARTITION BY dimension, code ORDER BY vintage DESC) = 1)
WHERE verdict LIKE 'clear %'
UNION
SELECT dimension, code, verdict FROM alerts WHERE known_at > $since
ORDER BY ALL

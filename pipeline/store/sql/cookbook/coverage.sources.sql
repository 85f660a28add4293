-- Articles read of each outlet in one week, whatever they are about.
-- Params: $week DATE, its Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per outlet with any.
SELECT outlet, count(*) AS articles
FROM pieces_as_of($as_of)
WHERE week = $week AND route <> 'seed' AND outlet IS NOT NULL
GROUP BY outlet
ORDER BY articles DESC, outlet

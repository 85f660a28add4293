-- Outlets heard in at least half of the weeks of a window in which any was heard.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open.
-- Grain: one row per outlet.
WITH heard AS (SELECT DISTINCT week, outlet FROM counts_as_of($as_of, $first, $end) WHERE outlet <> '')
SELECT outlet FROM heard
GROUP BY outlet HAVING 2 * count(*) >= (SELECT count(DISTINCT week) FROM heard)
ORDER BY outlet

-- How many pages wait to be fetched.
-- Params: $now TIMESTAMPTZ.
-- Grain: one row.
SELECT count(DISTINCT entries.page) AS pages
FROM entries
ANTI JOIN pages ON pages.url = entries.page
LEFT JOIN failures ON failures.stage = 'fetch' AND failures.key = entries.page
WHERE failures.key IS NULL OR failures.retry_at <= $now

-- How many pages wait to be fetched.
-- Params: $now TIMESTAMPTZ; $route VARCHAR: a page that any live feed lists is live.
-- Grain: one row.
SELECT count(*) AS pages
FROM (
    SELECT entries.page
    FROM entries
    ANTI JOIN pages ON pages.url = entries.page
    LEFT JOIN failures ON failures.stage = 'fetch' AND failures.key = entries.page
    WHERE failures.key IS NULL OR failures.retry_at <= $now
    GROUP BY entries.page
    HAVING bool_or(entries.route = 'live') = ($route = 'live')
)

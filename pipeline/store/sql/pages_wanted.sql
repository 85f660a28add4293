-- Pages that feeds point to and that were not fetched, unless they failed for good or wait for a retry.
-- Params: $now TIMESTAMPTZ; $most INTEGER, how many at a time; $route VARCHAR: a page that any live feed lists is live.
-- Grain: one row per page, mixed by hash so that no host is asked for all its pages in a row.
SELECT entries.page, first(entries.url ORDER BY entries.route DESC, entries.published_at, entries.key) AS url
FROM entries
ANTI JOIN pages ON pages.url = entries.page
LEFT JOIN failures ON failures.stage = 'fetch' AND failures.key = entries.page
WHERE failures.key IS NULL OR failures.retry_at <= $now
GROUP BY entries.page
HAVING bool_or(entries.route = 'live') = ($route = 'live')
ORDER BY hash(entries.page)
LIMIT $most

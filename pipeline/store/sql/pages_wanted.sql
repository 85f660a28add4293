-- Pages that feeds point to and that were not fetched, unless they failed for good or wait for a retry.
-- Params: $now TIMESTAMPTZ; $most INTEGER, how many at a time.
-- Grain: one row per page, mixed by hash so that no host is asked for all its pages in a row.
SELECT entries.page, arg_min(entries.url, entries.known_at) AS url
FROM entries
ANTI JOIN pages ON pages.url = entries.page
LEFT JOIN failures ON failures.stage = 'fetch' AND failures.key = entries.page
WHERE failures.key IS NULL OR failures.retry_at <= $now
GROUP BY entries.page
ORDER BY hash(entries.page)
LIMIT $most

-- Countable pieces of some weeks that bear no topic, the newest thousand.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open.
-- Grain: one row per piece.
SELECT article AS id, title, url, coalesce(outlet, '') AS outlet, published_at::DATE AS published, text[:20000] AS text
FROM texts_between($as_of, $first, $end)
WHERE len(topics) = 0
ORDER BY published_at DESC, article DESC
LIMIT 1000

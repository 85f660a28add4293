-- Items that did not get through, by stage, as known at a time. Feeds have a list of their own.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row per stage.
SELECT stage, count(*)::INTEGER AS items
FROM failures
WHERE first_at <= $as_of AND (mended_at IS NULL OR mended_at > $as_of) AND stage <> 'feeds'
GROUP BY stage ORDER BY stage

-- Note that what joined some articles to others holds no longer.
-- Params: $articles VARCHAR[], ids; $now TIMESTAMPTZ.
-- Grain: one row per pair.
UPDATE copies SET ended_at = $now
WHERE ended_at IS NULL AND (
    article IN (SELECT unnest(CAST($articles AS VARCHAR[]))) OR other IN (SELECT unnest(CAST($articles AS VARCHAR[])))
)

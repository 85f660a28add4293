-- The links that hold from or to some articles.
-- Params: $articles VARCHAR[], ids.
-- Grain: one row per pair.
SELECT article, other, kind, containment, shared
FROM copies
WHERE ended_at IS NULL AND (
    article IN (SELECT unnest(CAST($articles AS VARCHAR[]))) OR other IN (SELECT unnest(CAST($articles AS VARCHAR[])))
)
ORDER BY article, other

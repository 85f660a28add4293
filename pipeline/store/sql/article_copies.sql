-- Which articles an article was joined with, and why.
-- Params: $id VARCHAR.
-- Grain: one row per other article, while it holds; of two found at once each may name the other.
SELECT copies.other AS other, kind, containment, shared, articles.title, articles.url, articles.outlet,
    articles.published_at AS published
FROM (
    SELECT other, kind, containment, shared FROM copies WHERE article = $id AND ended_at IS NULL
    UNION ALL SELECT article, kind, containment, shared FROM copies WHERE other = $id AND ended_at IS NULL
) AS copies
JOIN articles ON articles.id = copies.other
QUALIFY row_number() OVER (PARTITION BY copies.other ORDER BY shared DESC) = 1
ORDER BY ALL

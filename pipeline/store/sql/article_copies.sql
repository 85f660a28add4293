-- Which articles an article was joined with, and why.
-- Params: $id VARCHAR.
-- Grain: one row per pair.
SELECT copies.other AS other, kind, containment, shared, articles.title, articles.url
FROM (
    SELECT other, kind, containment, shared FROM copies WHERE article = $id
    UNION ALL SELECT article, kind, containment, shared FROM copies WHERE other = $id
) AS copies
JOIN articles ON articles.id = copies.other
ORDER BY ALL

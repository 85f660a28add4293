-- How each reference text is coded by the coding that counts.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row per seed that was coded.
WITH marks AS (
    SELECT article, dimension, code
    FROM marks_of($as_of, (SELECT list(id) FROM articles_as_of($as_of) WHERE route = 'seed')) WHERE chosen
)
SELECT any_value(title) AS title, coalesce(list(code ORDER BY code) FILTER (dimension = 'topics'), []) AS topics,
    coalesce(max(code) FILTER (dimension = 'orientation'), '') AS orientation
FROM marks JOIN articles_as_of($as_of) AS articles ON articles.id = article
GROUP BY article
ORDER BY title, article

-- On how many of an outlet's newest pieces each line stands. Copies of one piece, and pieces whose copies were not looked
-- for yet, teach nothing of their own.
-- Params: $outlets VARCHAR[]; $newest INTEGER, pieces of an outlet looked at; $least INTEGER, pieces a line must stand on.
-- Grain: one row per outlet and line.
WITH joined AS (SELECT article, arg_max(cluster, known_at) AS cluster FROM clusters GROUP BY article),
told AS (
    SELECT articles.outlet, articles.id, articles.published_at
    FROM articles SEMI JOIN sketches ON sketches.article = articles.id SEMI JOIN page_lines ON page_lines.article = articles.id
        LEFT JOIN joined ON joined.article = articles.id
    WHERE articles.outlet IN (SELECT unnest(CAST($outlets AS VARCHAR[])))
    QUALIFY row_number() OVER (
        PARTITION BY articles.outlet, coalesce(joined.cluster, articles.id) ORDER BY articles.published_at, articles.id
    ) = 1
),
newest AS (
    SELECT outlet, id, count(*) OVER (PARTITION BY outlet) AS pieces
    FROM (
        SELECT * FROM told
        QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY published_at DESC NULLS LAST, id) <= $newest
    )
)
SELECT outlet, mark, count(*) AS stands, any_value(pieces) AS pieces
FROM (SELECT outlet, pieces, unnest(marks) AS mark FROM newest JOIN page_lines ON page_lines.article = newest.id)
GROUP BY outlet, mark HAVING count(*) >= $least
ORDER BY outlet, mark

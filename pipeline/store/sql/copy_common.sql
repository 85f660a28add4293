-- Which runs of some articles are boilerplate: they stand in more stories than a cap.
-- Params: $articles VARCHAR[], ids; $common_at INTEGER.
-- Grain: one row per run.
WITH asked AS (
    SELECT DISTINCT unnest(hashes) AS hash
    FROM sketches SEMI JOIN (SELECT unnest(CAST($articles AS VARCHAR[])) AS article) USING (article)
),
joined AS (SELECT article, arg_max(cluster, known_at) AS cluster FROM clusters GROUP BY article),
stored AS (SELECT article, unnest(hashes) AS hash FROM sketches)
SELECT stored.hash
FROM stored SEMI JOIN asked USING (hash) LEFT JOIN joined ON joined.article = stored.article
GROUP BY stored.hash
HAVING count(DISTINCT coalesce(joined.cluster, stored.article)) > $common_at

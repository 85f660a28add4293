-- All members of the clusters that some articles belong to, and those articles themselves.
-- Params: $articles VARCHAR[], ids.
-- Grain: one row per article; cluster is NULL for one that stands alone, published where nothing tells when it appeared.
WITH joined AS (SELECT article, arg_max(cluster, known_at) AS cluster FROM clusters GROUP BY article),
asked AS (SELECT unnest(CAST($articles AS VARCHAR[])) AS article),
touched AS (SELECT DISTINCT cluster FROM joined SEMI JOIN asked USING (article)),
members AS (
    SELECT article, cluster FROM joined SEMI JOIN touched USING (cluster)
    UNION SELECT asked.article, joined.cluster FROM asked LEFT JOIN joined USING (article)
)
SELECT members.article, members.cluster,
    coalesce(articles.published_at, CASE WHEN articles.route = 'live' THEN articles.known_at END) AS published
FROM members JOIN articles ON articles.id = members.article
ORDER BY members.article

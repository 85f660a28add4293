-- Which articles are copies of which, as known at a time.
-- Grain: one row per article. The head of a cluster is the piece published first.
CREATE OR REPLACE MACRO heads_as_of(t) AS TABLE
SELECT
    articles.id AS article,
    coalesce(clusters.cluster, articles.id) AS cluster,
    first_value(articles.id) OVER same AS head,
    count(*) OVER (PARTITION BY coalesce(clusters.cluster, articles.id)) AS pieces,
    count(DISTINCT articles.outlet) OVER (PARTITION BY coalesce(clusters.cluster, articles.id)) AS outlets
FROM articles_as_of(t) AS articles
LEFT JOIN (
    SELECT article, arg_max(cluster, known_at) AS cluster FROM clusters WHERE known_at <= t GROUP BY article
) AS clusters ON clusters.article = articles.id
WINDOW same AS (
    PARTITION BY coalesce(clusters.cluster, articles.id)
    ORDER BY articles.published_at NULLS LAST, articles.known_at, articles.id
);
CREATE OR REPLACE VIEW v_heads AS SELECT * FROM heads_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_heads IS 'One row per article: its cluster, the head counted for it, and over how many pieces and outlets it spread.';

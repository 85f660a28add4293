-- Articles whose copies were not looked for yet; the texts of index pages and paywalls are all alike and count as empty.
-- Params: $most INTEGER, how many at a time.
-- Grain: one row per article, in order of publication, so that the head of a cluster comes before its copies. Articles
--        are chosen before their texts are read.
WITH taken AS MATERIALIZED (
    SELECT articles.rowid AS place
    FROM articles ANTI JOIN sketches ON sketches.article = articles.id
    ORDER BY articles.published_at NULLS LAST, articles.id
    LIMIT $most
)
SELECT articles.id,
    CASE WHEN articles.text_status IN ('non_article', 'paywalled') THEN '' ELSE articles.text END AS text
FROM taken JOIN articles ON articles.rowid = taken.place
ORDER BY articles.published_at NULLS LAST, articles.id

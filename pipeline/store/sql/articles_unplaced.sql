-- Articles whose present text the second measure has not seen.
-- Params: $method, $version VARCHAR, of the measure; $most INTEGER, how many at a time.
-- Grain: one row per article, in order of id. Articles are chosen before their texts are read.
WITH taken AS MATERIALIZED (
    SELECT articles.rowid AS place
    FROM articles
    ANTI JOIN (SELECT article AS id, text_hash FROM positions WHERE method = $method AND version = $version)
        USING (id, text_hash)
    ORDER BY articles.id
    LIMIT $most
)
SELECT articles.id, articles.title, articles.text, articles.text_hash
FROM taken JOIN articles ON articles.rowid = taken.place
ORDER BY articles.id

-- Articles that the present coding has not seen.
-- Params: $method, $version VARCHAR, of the coding; $most INTEGER, how many at a time; $passed_over VARCHAR[], ids to leave out.
-- Grain: one row per article, the latest first: where a coding cannot do all, it does those that a reader waits for.
--        Articles are chosen before their texts are read.
WITH taken AS MATERIALIZED (
    SELECT articles.rowid AS place
    FROM articles
    ANTI JOIN (
        SELECT article FROM assessments WHERE method = $method AND version = $version AND dimension = 'relevance'
    ) AS coded ON coded.article = articles.id
    WHERE articles.id NOT IN (SELECT unnest(CAST($passed_over AS VARCHAR[])))
    ORDER BY articles.published_at DESC NULLS LAST, articles.id
    LIMIT $most
)
SELECT articles.id, articles.title, articles.text, articles.language, articles.url, articles.outlet, articles.section,
    articles.authors
FROM taken JOIN articles ON articles.rowid = taken.place
ORDER BY articles.published_at DESC NULLS LAST, articles.id

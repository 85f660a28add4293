-- Articles that the present coding has not seen.
-- Params: $method, $version VARCHAR, of the coding; $most INTEGER, how many at a time.
-- Grain: one row per article, in order of id.
SELECT articles.id, articles.title, articles.text, articles.language, articles.text_status
FROM articles
ANTI JOIN (
    SELECT article FROM assessments WHERE method = $method AND version = $version AND dimension = 'relevance'
) AS coded ON coded.article = articles.id
ORDER BY articles.id
LIMIT $most

-- How many articles the present coding has not seen.
-- Params: $method, $version VARCHAR, of the coding.
-- Grain: one row.
SELECT count(*) AS articles
FROM articles
ANTI JOIN (
    SELECT article FROM assessments WHERE method = $method AND version = $version AND dimension = 'relevance'
) AS coded ON coded.article = articles.id

-- Articles that people coded after the coding did, with their texts: corrections that hold, and audits that were read.
-- Params: none.
-- Grain: one row per article and dimension; of an article in both, the correction.
WITH said AS (
    SELECT article, dimension, code, true AS corrected FROM corrections WHERE ended_at IS NULL
    UNION ALL
    SELECT article, dimension, code, false
    FROM audits ANTI JOIN (SELECT * FROM corrections WHERE ended_at IS NULL) AS held USING (article, dimension)
    WHERE code IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY article, dimension ORDER BY known_at DESC, week DESC) = 1
)
SELECT articles.id, articles.url, articles.title, articles.text, coalesce(articles.outlet, '') AS outlet,
    said.dimension, said.code, said.corrected
FROM said JOIN articles ON articles.id = said.article
ORDER BY articles.id, said.dimension

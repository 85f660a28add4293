-- What people said of an article's codes, and what the coding that counts says of the same questions.
-- Params: $id VARCHAR.
-- Grain: one row per correction that holds.
SELECT said.dimension, said.code, said.who, said.said, said.why,
    coalesce(string_agg(coded.code, ' ' ORDER BY coded.code), '') AS coded
FROM corrections AS said
LEFT JOIN (
    SELECT article, dimension, code FROM assessments
    JOIN coding_as_of(TIMESTAMPTZ 'infinity') USING (method, version) WHERE chosen
) AS coded ON coded.article = said.article AND coded.dimension = said.dimension
WHERE said.ended_at IS NULL AND said.article = $id
GROUP BY ALL
ORDER BY said.dimension

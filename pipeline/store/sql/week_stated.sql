-- What the coding that counts says of each countable piece of a week, and what people said in its place.
-- Params: $as_of TIMESTAMPTZ; $week DATE, a Monday.
-- Grain: one row per piece, dimension and code that is stored; where people said that no code fits, code is ''.
WITH pieces AS (SELECT article, method, version FROM commentary_between($as_of, CAST($week AS DATE), CAST($week AS DATE) + 7)),
corrected AS (
    SELECT article, dimension, CASE WHEN len(codes) = 0 THEN [''] ELSE codes END AS codes
    FROM corrections_as_of($as_of) SEMI JOIN pieces USING (article)
)
SELECT article, dimension, code, chosen, probability, false AS by_hand
FROM assessments_as_of($as_of) SEMI JOIN pieces USING (article, method, version) ANTI JOIN corrected USING (article, dimension)
WHERE dimension IN ('topics', 'orientation', 'blame', 'outlook')
UNION ALL
SELECT article, dimension, unnest(codes), true, NULL, true
FROM corrected WHERE dimension IN ('topics', 'orientation', 'blame', 'outlook')
ORDER BY article, dimension, code

-- The mean probability that the coding gives to one code in one week: what is adjusted for its errors.
-- Params: $dimension, $code VARCHAR; $iso VARCHAR, as 2026-W46; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT avg(coalesce(probability, 0)) AS stated, count(*) AS n
FROM commentary_between($as_of, monday($iso), monday($iso) + 7) AS pieces
LEFT JOIN assessments_as_of($as_of) AS assessments ON assessments.article = pieces.article AND assessments.method = pieces.method
    AND assessments.version = pieces.version AND dimension = $dimension AND code = $code

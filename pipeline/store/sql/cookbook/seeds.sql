-- Of the reference texts, how many bear each code.
-- Params: $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per dimension and code that a text bears.
WITH texts AS (SELECT topics, orientation, blame, outlook FROM pieces_as_of($as_of) WHERE route = 'seed'),
marks AS (
    SELECT 'topics' AS dimension, unnest(topics) AS code FROM texts
    UNION ALL SELECT 'orientation', orientation FROM texts
    UNION ALL SELECT 'blame', blame FROM texts
    UNION ALL SELECT 'outlook', outlook FROM texts
)
SELECT dimension, code, count(*) AS k, (SELECT count(*) FROM texts) AS n
FROM marks
WHERE code IS NOT NULL
GROUP BY dimension, code
ORDER BY dimension, k DESC, code

-- Of the seed articles, how many bear each code.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row per dimension and code that a seed bears.
WITH seeds AS (SELECT article, topics, orientation, blame, outlook FROM pieces_as_of($as_of) WHERE route = 'seed'),
marks AS (
    SELECT 'topics' AS dimension, unnest(topics) AS code FROM seeds
    UNION ALL SELECT 'orientation', orientation FROM seeds
    UNION ALL SELECT 'blame', blame FROM seeds
    UNION ALL SELECT 'outlook', outlook FROM seeds
)
SELECT dimension, code, count(*)::INTEGER AS k FROM marks WHERE code IS NOT NULL GROUP BY ALL ORDER BY ALL

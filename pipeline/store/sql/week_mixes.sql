-- Answers of countable pieces by week and topic; a piece of m topics stands in m rows, with topics = m.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open.
-- Grain: one row per week, topic, number of topics, dimension and code; topic '' holds the pieces of none.
SELECT week, topic, topics::INTEGER AS topics, dimension, code, pieces::INTEGER AS pieces
FROM mixes_as_of($as_of, $first, $end)
ORDER BY ALL

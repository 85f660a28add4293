-- How much of one week's commentary bears each topic, and how much of the weeks before.
-- Params: $week, $first DATE, the Mondays (UTC) of the week and of its baseline; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per topic that any piece of these weeks bears.
WITH pieces AS (SELECT week = $week AS now, topics FROM commentary_as_of($as_of) WHERE week BETWEEN $first AND $week)
SELECT topic,
    count(*) FILTER (now) AS k, (SELECT count(*) FROM pieces WHERE now) AS n,
    count(*) FILTER (NOT now) AS base_k, (SELECT count(*) FROM pieces WHERE NOT now) AS base_n
FROM (SELECT now, unnest(topics) AS topic FROM pieces)
GROUP BY topic
ORDER BY k DESC, topic

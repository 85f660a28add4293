-- Whom commentary blames and where it sees the relationship heading: one week, and the weeks before.
-- Params: $week, $first DATE, the Mondays (UTC) of the week and of its baseline; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per dimension and code that any piece of these weeks bears.
WITH pieces AS (SELECT week = $week AS now, blame, outlook FROM commentary_as_of($as_of) WHERE week BETWEEN $first AND $week)
SELECT dimension, code,
    count(*) FILTER (now) AS k, (SELECT count(*) FROM pieces WHERE now) AS n,
    count(*) FILTER (NOT now) AS base_k, (SELECT count(*) FROM pieces WHERE NOT now) AS base_n
FROM (UNPIVOT pieces ON blame, outlook INTO NAME dimension VALUE code)
GROUP BY dimension, code
ORDER BY dimension, k DESC, code

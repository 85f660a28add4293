-- How much of the commentary bears each topic, week by week.
-- Params: $week DATE, a Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per week and topic, the last twenty-six weeks.
WITH pieces AS (SELECT week, topics FROM commentary_as_of($as_of) WHERE week BETWEEN CAST($week AS DATE) - 175 AND $week),
totals AS (SELECT week, count(*) AS n FROM pieces GROUP BY week)
SELECT week, topic, count(*) AS k, any_value(n) AS n, count(*) / any_value(n) AS share
FROM (SELECT week, unnest(topics) AS topic FROM pieces) JOIN totals USING (week)
GROUP BY week, topic
ORDER BY week, k DESC, topic

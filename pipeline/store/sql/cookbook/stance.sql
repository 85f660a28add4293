-- Calls for engagement and for confrontation, by week.
-- Params: $week DATE, a Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per week with commentary, the last thirteen.
SELECT week, count(*) AS n,
    count(*) FILTER (orientation = 'engage') AS engage,
    count(*) FILTER (orientation = 'confront') AS confront,
    count(*) FILTER (orientation = 'mixed') AS mixed,
    count(*) FILTER (orientation = 'none') AS neither,
    100.0 * (engage - confront) / count(*) AS balance, balance / 100 AS share
FROM commentary_as_of($as_of)
WHERE week BETWEEN CAST($week AS DATE) - 84 AND $week
GROUP BY week
ORDER BY week

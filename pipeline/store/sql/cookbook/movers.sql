-- The balance of each outlet in one week and in its baseline; score = pieces that engage less pieces that confront.
-- Params: $week, $first DATE, the Mondays (UTC) of the week and of its baseline; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per outlet heard in any of these weeks.
SELECT outlet,
    count(*) FILTER (now AND orientation = 'engage') - count(*) FILTER (now AND orientation = 'confront') AS score,
    count(*) FILTER (now) AS n,
    count(*) FILTER (NOT now AND orientation = 'engage') - count(*) FILTER (NOT now AND orientation = 'confront')
        AS base_score,
    count(*) FILTER (NOT now) AS base_n
FROM (SELECT outlet, orientation, week = $week AS now FROM commentary_as_of($as_of) WHERE week BETWEEN $first AND $week)
GROUP BY outlet
ORDER BY n DESC, outlet

-- How much of one week's commentary bears each topic.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row per topic that any piece bears.
SELECT topic, k, n, share FROM v_weekly_attention WHERE week = $week ORDER BY k DESC, topic

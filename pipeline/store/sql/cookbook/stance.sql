-- Calls for engagement and for confrontation, by week.
-- Params: $week DATE, a Monday (UTC).
-- Grain: one row per week, the last thirteen.
SELECT week, n, engage, confront, mixed, balance
FROM v_weekly_orientation
WHERE week BETWEEN CAST($week AS DATE) - 84 AND $week
ORDER BY week

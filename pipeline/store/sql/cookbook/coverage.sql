-- How many items passed each gate, in one week and in all.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row per gate.
SELECT gate, coalesce(sum(items) FILTER (week = $week), 0) AS in_week, sum(items) AS in_all
FROM v_coverage
GROUP BY step, gate
ORDER BY step

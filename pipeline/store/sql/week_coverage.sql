-- How many items passed each gate, in one week and in all.
-- Params: $as_of TIMESTAMPTZ; $week DATE, a Monday.
-- Grain: one row per gate, in the order of the line.
SELECT gate, coalesce(sum(items) FILTER (week = $week), 0)::INTEGER AS in_week, sum(items)::INTEGER AS in_all
FROM coverage_as_of($as_of)
WHERE gate <> 'reported'  -- a page cannot count itself: it would read otherwise the second time
GROUP BY step, gate
ORDER BY step

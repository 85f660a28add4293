-- The early look of a day.
-- Params: $day DATE.
-- Grain: one row, or none.
SELECT day, n, base_n, outlets, tests, fdr, baseline_weeks, why, pack_version, known_at FROM looks WHERE day = $day

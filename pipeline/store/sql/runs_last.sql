-- When the last run that changed something ended.
-- Params: none.
-- Grain: one row; NULL before the first run.
SELECT max(finished_at) AS finished_at FROM runs

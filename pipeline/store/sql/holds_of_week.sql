-- Why an issue is held back.
-- Params: $week DATE.
-- Grain: one row, or none.
SELECT why FROM holds WHERE week = $week AND ended_at IS NULL

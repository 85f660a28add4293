-- Lift the hold on an issue.
-- Params: $week DATE; $now TIMESTAMPTZ.
-- Grain: one row; 0 = it was not held.
UPDATE holds SET ended_at = $now WHERE week = $week AND ended_at IS NULL

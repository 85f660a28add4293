-- Hold an issue back from the mail.
-- Params: $week DATE; $why VARCHAR; $now TIMESTAMPTZ.
-- Grain: one row; 0 = it is held already.
INSERT INTO holds (week, held_at, why)
SELECT $week, $now, $why WHERE NOT EXISTS (FROM holds WHERE week = $week AND ended_at IS NULL)

-- When the figures of a week were published last.
-- Params: $week DATE.
-- Grain: one row; issued is NULL where none was, or where the week has no commentary.
SELECT max(known_at) AS issued FROM weeks WHERE week = $week AND n > 0

-- Mails that an earlier run set aside and never marked: it broke, and nobody knows how far it came.
-- Params: $now TIMESTAMPTZ.
-- Grain: one row per such mail.
UPDATE mails SET state = 'unknown', marked_at = $now WHERE state = 'reserved'

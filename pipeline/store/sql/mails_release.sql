-- Let mails of unknown fate, or refused for good, be sent again.
-- Params: $week DATE; $recipients VARCHAR[], their keyed hashes; $now TIMESTAMPTZ.
-- Grain: one row per mail.
UPDATE mails SET state = 'released', marked_at = $now
WHERE week = $week AND state IN ('unknown', 'failed') AND list_contains($recipients, recipient)

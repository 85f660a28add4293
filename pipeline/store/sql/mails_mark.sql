-- Note what became of a mail that was set aside.
-- Params: $week DATE; $vintage, $code INTEGER; $kind, $recipient, $state VARCHAR; $now TIMESTAMPTZ.
-- Grain: one row.
UPDATE mails SET state = $state, code = $code, marked_at = $now
WHERE week = $week AND vintage = $vintage AND kind = $kind AND recipient = $recipient AND state = 'reserved'

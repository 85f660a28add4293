-- Set a mail aside for its recipient, before a byte of it is sent.
-- Params: $week DATE; $vintage INTEGER; $kind, $recipient, $message_id VARCHAR; $now TIMESTAMPTZ.
-- Grain: one row; 0 = this mail is already on its way, sent, or of unknown fate.
INSERT INTO mails (week, vintage, kind, recipient, state, message_id, reserved_at)
VALUES ($week, $vintage, $kind, $recipient, 'reserved', $message_id, $now)
ON CONFLICT (week, vintage, kind, recipient) DO UPDATE SET
    state = 'reserved', code = NULL, message_id = excluded.message_id, reserved_at = excluded.reserved_at, marked_at = NULL
    WHERE mails.state IN ('failed', 'released')

-- What became of the mails of an issue.
-- Params: $week DATE.
-- Grain: one row per vintage, kind and recipient.
SELECT week, vintage, kind, recipient, state, code, message_id, reserved_at, marked_at
FROM mails WHERE week = $week ORDER BY vintage, kind, recipient

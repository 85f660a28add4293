-- Who was sent which issue, without an address: the published snapshot is read by others.

CREATE TABLE mails (
    week DATE, vintage INTEGER, kind VARCHAR, recipient VARCHAR, state VARCHAR NOT NULL, code INTEGER,
    message_id VARCHAR NOT NULL, reserved_at TIMESTAMPTZ NOT NULL, marked_at TIMESTAMPTZ,
    PRIMARY KEY (week, vintage, kind, recipient)
);
COMMENT ON TABLE mails IS 'One row per issue, vintage and recipient: what became of the mail. Addresses stand in the list of recipients alone.';
COMMENT ON COLUMN mails.week IS 'Monday of the issue.';
COMMENT ON COLUMN mails.vintage IS 'Vintage of the issue that was mailed.';
COMMENT ON COLUMN mails.kind IS 'issue: to a reader. notice: to the operator, that the issue was not mailed.';
COMMENT ON COLUMN mails.recipient IS 'Keyed hash of the address; the key is mail.key beside the database.';
COMMENT ON COLUMN mails.state IS 'reserved: on its way now. sent. failed: not taken. unknown: the line or the program broke, so it is not sent again by itself. released: may be sent again.';
COMMENT ON COLUMN mails.code IS 'Last SMTP answer; from 500 it is final. NULL = none.';
COMMENT ON COLUMN mails.message_id IS 'Message-ID.';
COMMENT ON COLUMN mails.reserved_at IS 'When it was set aside for this recipient, before a byte was sent.';
COMMENT ON COLUMN mails.marked_at IS 'When its outcome was noted; NULL = it is not known.';

CREATE TABLE holds (week DATE, held_at TIMESTAMPTZ, why VARCHAR NOT NULL, ended_at TIMESTAMPTZ, PRIMARY KEY (week, held_at));
COMMENT ON TABLE holds IS 'One row per time that the operator held an issue back from the mail.';
COMMENT ON COLUMN holds.week IS 'Monday of the issue.';
COMMENT ON COLUMN holds.held_at IS 'Since when.';
COMMENT ON COLUMN holds.why IS 'Why.';
COMMENT ON COLUMN holds.ended_at IS 'When the hold was lifted; NULL = it holds.';

-- What people say of codes: when it was written, and until when it held. Nothing had been stored in the table before.

ALTER TABLE corrections ADD COLUMN said DATE;
ALTER TABLE corrections ADD COLUMN ended_at TIMESTAMPTZ;
COMMENT ON TABLE corrections IS 'One row per human word on a code, from the pack''s corrections.toml, and time that it held; it wins over every method.';
COMMENT ON COLUMN corrections.id IS 'Hash of the entry and of the time at which it was taken up.';
COMMENT ON COLUMN corrections.article IS 'Id of the article.';
COMMENT ON COLUMN corrections.dimension IS 'Dimension of the codebook.';
COMMENT ON COLUMN corrections.code IS 'The right code; of topics all that the article has, separated by blanks, empty = none.';
COMMENT ON COLUMN corrections.who IS 'Who said so.';
COMMENT ON COLUMN corrections.why IS 'On what ground.';
COMMENT ON COLUMN corrections.known_at IS 'When it was taken up.';
COMMENT ON COLUMN corrections.said IS 'When, as written.';
COMMENT ON COLUMN corrections.ended_at IS 'When it had gone from the file or was worded anew; NULL = it holds.';

-- The coding that counts, as known at a time.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row, or none.
SELECT method, version FROM coding_as_of($as_of)

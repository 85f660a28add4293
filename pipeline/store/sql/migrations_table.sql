-- Where the schema's steps are noted.
-- Params: none. Grain: one row per numbered migration; number 0 is the set of views.
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY, fingerprint VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT current_timestamp
)

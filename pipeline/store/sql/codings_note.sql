-- Note that a coding counts from now on, unless it is the one that counts already.
-- Params: $method, $version VARCHAR; $now TIMESTAMPTZ.
-- Grain: one row.
INSERT OR REPLACE INTO codings
SELECT $now, $method, $version
WHERE NOT EXISTS (
    SELECT 1 FROM (SELECT method, version FROM codings ORDER BY known_at DESC LIMIT 1) AS last
    WHERE last.method = $method AND last.version = $version
)

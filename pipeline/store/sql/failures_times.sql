-- How often items failed so far.
-- Params: $stage VARCHAR; $keys VARCHAR[].
-- Grain: one row per item that failed.
SELECT key, times FROM failures WHERE stage = $stage AND list_contains(CAST($keys AS VARCHAR[]), key)

-- Note answers that changed something.
-- Params: $rows JSON: the columns of fetches.
-- Grain: one row per address and time.
INSERT OR IGNORE INTO fetches BY NAME
SELECT * FROM (SELECT unnest(from_json(input.rows, '[{"url": "VARCHAR", "at_time": "TIMESTAMPTZ", "kind": "VARCHAR", "ok": "BOOLEAN", "status": "INTEGER", "outcome": "VARCHAR", "bytes": "BIGINT", "seconds": "DOUBLE", "etag": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))

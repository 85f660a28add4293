-- Note items that did not get through a stage; a repeated failure is counted, not doubled.
-- Params: $rows JSON: stage, key, reason, at, retry_at or null.
-- Grain: one row per stage and item.
INSERT INTO failures
SELECT stage, key, reason, at_time, at_time, 1, retry_at, NULL
FROM (SELECT unnest(from_json(input.rows, '[{"stage": "VARCHAR", "key": "VARCHAR", "reason": "VARCHAR", "at_time": "TIMESTAMPTZ", "retry_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))
QUALIFY row_number() OVER (PARTITION BY stage, key) = 1
ON CONFLICT (stage, key) DO UPDATE SET
    reason = excluded.reason, last_at = excluded.last_at, retry_at = excluded.retry_at,
    times = CASE WHEN mended_at IS NULL THEN times + 1 ELSE 1 END, mended_at = NULL

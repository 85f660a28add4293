-- Note items that got through a stage after all.
-- Params: $stage VARCHAR; $rows JSON: key; $now TIMESTAMPTZ.
-- Grain: one row per item that had failed.
UPDATE failures SET mended_at = $now
WHERE stage = $stage AND mended_at IS NULL
    AND key IN (SELECT key FROM (SELECT unnest(from_json(input.rows, '[{"key": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)))

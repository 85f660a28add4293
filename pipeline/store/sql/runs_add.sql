-- Note a run that changed something.
-- Params: $rows JSON: the columns of runs.
-- Grain: one row per run.
INSERT OR IGNORE INTO runs BY NAME
SELECT * FROM (SELECT unnest(from_json(input.rows, '[{"id": "VARCHAR", "command": "VARCHAR", "started_at": "TIMESTAMPTZ", "finished_at": "TIMESTAMPTZ", "counts": "VARCHAR", "pack_version": "VARCHAR", "version": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))

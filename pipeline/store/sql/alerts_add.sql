-- Keep what an early look found.
-- Params: $rows JSON: the columns of alerts.
-- Grain: one row per alert that is new.
INSERT OR IGNORE INTO alerts BY NAME
SELECT unnest(from_json(input.rows, '[{"day": "DATE", "dimension": "VARCHAR", "code": "VARCHAR", "label": "VARCHAR", "verdict": "VARCHAR", "k": "INTEGER", "minus_k": "INTEGER", "n": "INTEGER", "share": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE", "base_k": "INTEGER", "base_minus_k": "INTEGER", "base_n": "INTEGER", "base_share": "DOUBLE", "change": "DOUBLE", "change_low": "DOUBLE", "change_high": "DOUBLE", "p": "DOUBLE", "q": "DOUBLE", "deff": "DOUBLE", "detectable": "DOUBLE", "largest": "VARCHAR", "lone": "VARCHAR", "sql": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true)
FROM (VALUES (decode($rows))) AS input(rows)

-- Publish the figures of a week: those that differ from the last vintage become the next one.
-- Params: $rows JSON: the columns of weeks without vintage; $now TIMESTAMPTZ.
-- Grain: one row per figure that is new or has changed.
INSERT INTO weeks BY NAME
WITH given AS (SELECT unnest(from_json(input.rows, '[{"week": "DATE", "dimension": "VARCHAR", "code": "VARCHAR", "k": "INTEGER", "minus_k": "INTEGER", "n": "INTEGER", "share": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE", "base_k": "INTEGER", "base_minus_k": "INTEGER", "base_n": "INTEGER", "base_share": "DOUBLE", "change": "DOUBLE", "change_low": "DOUBLE", "change_high": "DOUBLE", "p": "DOUBLE", "q": "DOUBLE", "deff": "DOUBLE", "detectable": "DOUBLE", "verdict": "VARCHAR", "pack_version": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)),
last AS (SELECT * FROM weeks QUALIFY row_number() OVER (PARTITION BY week, dimension, code ORDER BY vintage DESC) = 1),
fresh AS (SELECT week, dimension, code, k, minus_k, n, share, low, high, base_k, base_minus_k, base_n, base_share, change, change_low, change_high, p, q, deff, detectable, verdict, pack_version FROM given EXCEPT SELECT week, dimension, code, k, minus_k, n, share, low, high, base_k, base_minus_k, base_n, base_share, change, change_low, change_high, p, q, deff, detectable, verdict, pack_version FROM last)
SELECT fresh.*, coalesce(last.vintage, 0) + 1 AS vintage, $now AS known_at
FROM fresh LEFT JOIN last USING (week, dimension, code)

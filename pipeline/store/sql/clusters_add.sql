-- Store the cluster of articles whose cluster is new or has changed.
-- Params: $rows JSON: article, cluster, known_at.
-- Grain: one row per article and change.
INSERT OR REPLACE INTO clusters BY NAME
SELECT * FROM (
    SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "cluster": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)
)

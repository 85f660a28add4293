-- Store why articles are held to be copies.
-- Params: $rows JSON: the columns of copies.
-- Grain: one row per pair.
INSERT INTO copies BY NAME
SELECT given.* FROM (
    SELECT unnest(from_json($rows, '[{"article": "VARCHAR", "other": "VARCHAR", "kind": "VARCHAR", "containment": "DOUBLE", "shared": "INTEGER", "known_at": "TIMESTAMPTZ"}]'), recursive := true)
) AS given
ANTI JOIN copies USING (article, other)

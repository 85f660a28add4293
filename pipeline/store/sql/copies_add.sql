-- Store why articles are held to be copies.
-- Params: $rows JSON: the columns of copies.
-- Grain: one row per pair; one that had ended is told anew.
INSERT INTO copies BY NAME
SELECT given.* FROM (SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "other": "VARCHAR", "kind": "VARCHAR", "containment": "DOUBLE", "shared": "INTEGER", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN copies ON copies.article = given.article AND copies.other = given.other AND copies.ended_at IS NULL
ON CONFLICT (article, other) DO UPDATE SET
    kind = excluded.kind, containment = excluded.containment, shared = excluded.shared, known_at = excluded.known_at,
    ended_at = NULL

-- Take up corrections of copies.
-- Params: $rows JSON: the columns of copy_corrections but ended_at.
-- Grain: one row per correction; one that comes back holds again.
INSERT INTO copy_corrections BY NAME
SELECT given.* FROM (SELECT unnest(from_json(input.rows, '[{"id": "VARCHAR", "act": "VARCHAR", "article": "VARCHAR", "other": "VARCHAR", "who": "VARCHAR", "said": "DATE", "why": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ON CONFLICT (id) DO UPDATE SET
    who = excluded.who, said = excluded.said, why = excluded.why, known_at = excluded.known_at, ended_at = NULL

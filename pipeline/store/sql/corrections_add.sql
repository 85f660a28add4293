-- Take up corrections of codes.
-- Params: $rows JSON: the columns of corrections but ended_at.
-- Grain: one row per correction.
INSERT INTO corrections BY NAME
SELECT given.* FROM (SELECT unnest(from_json(input.rows, '[{"id": "VARCHAR", "article": "VARCHAR", "dimension": "VARCHAR", "code": "VARCHAR", "who": "VARCHAR", "said": "DATE", "why": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given

-- Add positions of the second measure; nothing is overwritten.
-- Params: $rows JSON: the columns of positions.
-- Grain: one row per article, text, method and version.
INSERT INTO positions BY NAME
SELECT given.*
FROM (SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "text_hash": "VARCHAR", "method": "VARCHAR", "version": "VARCHAR", "position": "DOUBLE", "words": "INTEGER", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN positions USING (article, text_hash, method, version)

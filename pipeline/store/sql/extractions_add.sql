-- Note which article each page gave.
-- Params: $rows JSON: page, extractor, article or null, known_at.
-- Grain: one row per page and extractor.
INSERT INTO extractions BY NAME
SELECT given.* FROM (SELECT unnest(from_json(input.rows, '[{"page": "VARCHAR", "extractor": "VARCHAR", "article": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN extractions USING (page, extractor)

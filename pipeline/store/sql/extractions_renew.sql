-- Note which article each page gave when it was read anew.
-- Params: $rows JSON: page, extractor, article or null, known_at.
-- Grain: one row per page and extractor; a reading that comes back is the newest again.
INSERT OR REPLACE INTO extractions BY NAME
SELECT * FROM (SELECT unnest(from_json(input.rows, '[{"page": "VARCHAR", "extractor": "VARCHAR", "article": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))

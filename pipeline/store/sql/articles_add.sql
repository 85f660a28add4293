-- Store the articles that are new.
-- Params: $rows JSON: the columns of articles but text; $texts VARCHAR[], the text of each row.
-- Grain: one row per canonical URL; known ones are left alone.
INSERT INTO articles BY NAME
SELECT given.* REPLACE (from_json(given.removed, '[{"guard": "VARCHAR", "lines": "INTEGER", "texts": ["VARCHAR"]}]') AS removed)
FROM (SELECT unnest(from_json(input.rows, '[{"id": "VARCHAR", "url": "VARCHAR", "outlet": "VARCHAR", "title": "VARCHAR", "authors": ["VARCHAR"], "published_at": "TIMESTAMPTZ", "date_rule": "VARCHAR", "date_confidence": "DOUBLE", "renewed_at": "TIMESTAMPTZ", "language": "VARCHAR", "section": "VARCHAR", "words": "INTEGER", "text_status": "VARCHAR", "status_reason": "VARCHAR", "text_hash": "VARCHAR", "extractor": "VARCHAR", "removed": "VARCHAR", "route": "VARCHAR", "page": "VARCHAR", "known_at": "TIMESTAMPTZ", "read_at": "TIMESTAMPTZ"}]'), recursive := true), unnest(CAST($texts AS VARCHAR[])) AS text FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN articles ON articles.id = given.id
QUALIFY row_number() OVER (PARTITION BY given.id ORDER BY given.published_at, given.page) = 1

-- Store the articles that are new.
-- Params: $rows JSON: the columns of articles.
-- Grain: one row per canonical URL; known ones are left alone.
INSERT INTO articles BY NAME
SELECT given.* REPLACE (from_json(given.removed, '[{"guard": "VARCHAR", "lines": "INTEGER"}]') AS removed)
FROM (SELECT unnest(from_json($rows, '[{"id": "VARCHAR", "url": "VARCHAR", "outlet": "VARCHAR", "title": "VARCHAR", "authors": ["VARCHAR"], "published_at": "TIMESTAMPTZ", "date_rule": "VARCHAR", "language": "VARCHAR", "section": "VARCHAR", "text": "VARCHAR", "words": "INTEGER", "text_status": "VARCHAR", "status_reason": "VARCHAR", "text_hash": "VARCHAR", "extractor": "VARCHAR", "removed": "VARCHAR", "route": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true)) AS given
ANTI JOIN articles ON articles.id = given.id
QUALIFY row_number() OVER (PARTITION BY given.id ORDER BY given.published_at) = 1

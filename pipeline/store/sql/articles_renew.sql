-- Put a new reading of articles in the place of the present one, which past_articles holds by then.
-- Params: $rows JSON: the columns of articles but text; $texts VARCHAR[], the text of each row.
-- Grain: one row per article; address, route, page and the time of the first reading stay.
UPDATE articles SET
    title = given.title, authors = given.authors, published_at = given.published_at, date_rule = given.date_rule,
    date_confidence = given.date_confidence, renewed_at = given.renewed_at, language = given.language,
    section = given.section, text = given.text, words = given.words, text_status = given.text_status,
    status_reason = given.status_reason, text_hash = given.text_hash, extractor = given.extractor,
    removed = from_json(given.removed, '[{"guard": "VARCHAR", "lines": "INTEGER", "texts": ["VARCHAR"]}]'), read_at = given.read_at
FROM (SELECT unnest(from_json(input.rows, '[{"id": "VARCHAR", "url": "VARCHAR", "outlet": "VARCHAR", "title": "VARCHAR", "authors": ["VARCHAR"], "published_at": "TIMESTAMPTZ", "date_rule": "VARCHAR", "date_confidence": "DOUBLE", "renewed_at": "TIMESTAMPTZ", "language": "VARCHAR", "section": "VARCHAR", "words": "INTEGER", "text_status": "VARCHAR", "status_reason": "VARCHAR", "text_hash": "VARCHAR", "extractor": "VARCHAR", "removed": "VARCHAR", "route": "VARCHAR", "page": "VARCHAR", "known_at": "TIMESTAMPTZ", "read_at": "TIMESTAMPTZ"}]'), recursive := true), unnest(CAST($texts AS VARCHAR[])) AS text FROM (VALUES (decode($rows))) AS input(rows)) AS given
WHERE articles.id = given.id

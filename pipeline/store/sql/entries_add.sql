-- Store the items that are new.
-- Params: $rows JSON: the columns of entries.
-- Grain: one row per item; known ones are left as first seen.
INSERT INTO entries BY NAME
SELECT given.* FROM (SELECT unnest(from_json(input.rows, '[{"key": "VARCHAR", "feed": "VARCHAR", "outlet": "VARCHAR", "url": "VARCHAR", "page": "VARCHAR", "title": "VARCHAR", "published_at": "TIMESTAMPTZ", "author": "VARCHAR", "summary": "VARCHAR", "content": "VARCHAR", "route": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN entries USING (key)
QUALIFY row_number() OVER (PARTITION BY given.key) = 1

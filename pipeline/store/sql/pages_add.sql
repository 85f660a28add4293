-- Store fetched pages with the entry that led to each: of several the same one, in whatever order they were polled.
-- Params: $rows JSON: url (key of the page), asked_url, final_url, status, content_type, bytes, known_at;
--         $bodies BLOB[], the compressed body of each row.
-- Grain: one row per page; a page is stored once.
INSERT INTO pages BY NAME
WITH given AS (
    SELECT unnest(from_json(input.rows, '[{"url": "VARCHAR", "asked_url": "VARCHAR", "final_url": "VARCHAR", "status": "INTEGER", "content_type": "VARCHAR", "bytes": "BIGINT", "known_at": "TIMESTAMPTZ"}]'), recursive := true), unnest(CAST($bodies AS BLOB[])) AS body FROM (VALUES (decode($rows))) AS input(rows)
),
first_entry AS (
    SELECT DISTINCT ON (page) page, outlet, key AS entry
    FROM entries WHERE page IN (SELECT url FROM given)
    ORDER BY page, route DESC, published_at, key
)
SELECT given.*, first_entry.outlet, first_entry.entry
FROM given LEFT JOIN first_entry ON first_entry.page = given.url ANTI JOIN pages ON pages.url = given.url

-- Store fetched pages with the entry that led to each.
-- Params: $rows JSON: url (key of the page), asked_url, final_url, status, content_type, body in base64, bytes, known_at.
-- Grain: one row per page; a page is stored once.
INSERT INTO pages BY NAME
SELECT given.* REPLACE (from_base64(given.body) AS body), first_entry.outlet, first_entry.entry
FROM (SELECT unnest(from_json($rows, '[{"url": "VARCHAR", "asked_url": "VARCHAR", "final_url": "VARCHAR", "status": "INTEGER", "content_type": "VARCHAR", "body": "VARCHAR", "bytes": "BIGINT", "known_at": "TIMESTAMPTZ"}]'), recursive := true)) AS given
LEFT JOIN (
    SELECT page, arg_min(outlet, known_at) AS outlet, arg_min(key, known_at) AS entry FROM entries GROUP BY page
) AS first_entry ON first_entry.page = given.url
ANTI JOIN pages ON pages.url = given.url

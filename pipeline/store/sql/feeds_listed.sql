-- Note which feeds the pack still lists, and under which outlet.
-- Params: $rows JSON: url, outlet of every listed feed.
-- Grain: one row per feed whose note changes.
UPDATE feeds SET listed = now_listed, outlet = now_outlet
FROM (
    SELECT feeds.url AS feed_url, given.url IS NOT NULL AS now_listed, coalesce(given.outlet, feeds.outlet) AS now_outlet
    FROM feeds LEFT JOIN (SELECT unnest(from_json(input.rows, '[{"url": "VARCHAR", "outlet": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given ON given.url = feeds.url
) AS fresh
WHERE feeds.url = feed_url AND (listed <> now_listed OR outlet <> now_outlet)

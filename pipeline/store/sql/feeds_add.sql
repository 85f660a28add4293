-- Add feeds that the pack lists and the table does not hold.
-- Params: $rows JSON: url, outlet.
-- Grain: one row per feed.
INSERT INTO feeds BY NAME
SELECT url, outlet, true AS listed, 'new' AS state, 0.0 AS failures
FROM (SELECT unnest(from_json(input.rows, '[{"url": "VARCHAR", "outlet": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN feeds USING (url)

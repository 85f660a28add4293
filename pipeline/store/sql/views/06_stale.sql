-- Pages that an extractor would read otherwise now: its name is not that of the last reading. Grain: one row per page
-- that an article was read from, or that gave none. told: JSON, outlet and tool, of outlets whose pages are read by
-- another tool than all others'; every_page: also pages read so; of_outlet: '' = all; since: of publication or else of
-- fetching, NULL = all.
CREATE OR REPLACE MACRO stale_pages(told, all_others, every_page, of_outlet, since) AS TABLE
WITH tools AS (
    SELECT * FROM (SELECT unnest(from_json(input.rows, '[{"outlet": "VARCHAR", "tool": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode(told))) AS input(rows))
),
last AS (
    SELECT page, arg_max({'extractor': extractor, 'article': article}, known_at) AS reading FROM extractions GROUP BY page
)
SELECT pages.rowid AS place, pages.url, pages.bytes, articles.id AS article
FROM pages
JOIN last ON last.page = pages.url
LEFT JOIN tools ON tools.outlet = pages.outlet
LEFT JOIN articles ON articles.id = last.reading.article
WHERE (every_page OR last.reading.extractor <> coalesce(tools.tool, all_others))
    AND (articles.id IS NULL OR articles.page = pages.url)
    AND (of_outlet = '' OR pages.outlet = of_outlet)
    AND (since IS NULL OR coalesce(articles.published_at, pages.known_at) >= CAST(since AS TIMESTAMPTZ));

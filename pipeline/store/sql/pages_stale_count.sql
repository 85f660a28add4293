-- How many pages the present extractor, with the chrome known now, has not read.
-- Params: $rows JSON: outlet, tool: how the pages of an outlet are read now; $extractor VARCHAR, how those of all others;
--         $every BOOLEAN, also pages read so; $outlet VARCHAR, this one alone, '' = all; $since TIMESTAMPTZ, of publication or else of fetching, or NULL.
-- Grain: one row.
WITH tools AS (
    SELECT * FROM (SELECT unnest(from_json(input.rows, '[{"outlet": "VARCHAR", "tool": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))
),
last AS (
    SELECT page, arg_max({'extractor': extractor, 'article': article}, known_at) AS reading FROM extractions GROUP BY page
)
SELECT count(*) AS pages
FROM pages
JOIN last ON last.page = pages.url
LEFT JOIN tools ON tools.outlet = pages.outlet
LEFT JOIN articles ON articles.id = last.reading.article
WHERE ($every OR last.reading.extractor <> coalesce(tools.tool, $extractor))
    AND (articles.id IS NULL OR articles.page = pages.url)
    AND ($outlet = '' OR pages.outlet = $outlet)
    AND ($since IS NULL OR coalesce(articles.published_at, pages.known_at) >= CAST($since AS TIMESTAMPTZ))

-- Which pages are stored, as pages or as articles.
-- Params: $keys VARCHAR[], keys of pages.
-- Grain: one row per page that is.
WITH given AS (SELECT unnest(CAST($keys AS VARCHAR[])) AS page)
SELECT page FROM given SEMI JOIN pages ON pages.url = given.page
UNION
SELECT page FROM given SEMI JOIN articles ON articles.url = given.page

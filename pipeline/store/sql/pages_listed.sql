-- Which pages any source lists already.
-- Params: $keys VARCHAR[], keys of pages.
-- Grain: one row per page that is.
SELECT page FROM (SELECT unnest(CAST($keys AS VARCHAR[])) AS page) SEMI JOIN entries USING (page)

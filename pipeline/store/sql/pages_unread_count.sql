-- How many pages wait to be read.
-- Params: none.
-- Grain: one row.
SELECT count(*) AS pages FROM pages ANTI JOIN extractions ON extractions.page = pages.url

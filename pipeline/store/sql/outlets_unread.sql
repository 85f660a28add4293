-- The outlets of the pages that no extractor has read.
-- Params: none.
-- Grain: one row per outlet.
SELECT DISTINCT pages.outlet FROM pages ANTI JOIN extractions ON extractions.page = pages.url
WHERE pages.outlet IS NOT NULL ORDER BY pages.outlet

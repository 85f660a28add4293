-- The outlets of the pages that were read.
-- Params: $outlet VARCHAR, this one alone; '' = all.
-- Grain: one row per outlet.
SELECT DISTINCT outlet FROM pages
WHERE outlet IS NOT NULL AND ($outlet = '' OR outlet = $outlet) ORDER BY outlet

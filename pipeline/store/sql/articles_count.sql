-- How many articles there are.
-- Params: none.
-- Grain: one row.
SELECT count(*) AS articles FROM articles

-- How many articles wait for their copies to be looked for.
-- Params: none.
-- Grain: one row.
SELECT count(*) AS articles FROM articles ANTI JOIN sketches ON sketches.article = articles.id

-- How the seed articles are coded.
-- Params: none.
-- Grain: one row per seed.
SELECT title, published_at, topics, orientation, blame, outlook FROM v_articles WHERE route = 'seed' ORDER BY title

-- The topics of each reference text.
-- Params: none.
-- Grain: one row per text.
SELECT title, topics, orientation FROM v_articles WHERE route = 'seed' ORDER BY title

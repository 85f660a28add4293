-- The sketches of some articles.
-- Params: $articles VARCHAR[], ids.
-- Grain: one row per article that has one.
SELECT article, words, exact, level, hashes
FROM sketches SEMI JOIN (SELECT unnest(CAST($articles AS VARCHAR[])) AS article) USING (article)
ORDER BY article

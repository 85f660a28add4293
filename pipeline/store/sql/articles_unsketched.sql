-- Articles whose copies were not looked for yet; index pages and stubs have none.
-- Params: $most INTEGER, how many at a time.
-- Grain: one row per article, in order of publication, so that the head of a cluster comes before its copies.
SELECT articles.id, articles.text
FROM articles ANTI JOIN sketches ON sketches.article = articles.id
ORDER BY articles.published_at NULLS LAST, articles.id
LIMIT $most

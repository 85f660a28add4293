-- The cluster of an article.
-- Params: $id VARCHAR.
-- Grain: one row per piece, the head first.
SELECT heads.article AS id, heads.article = heads.head AS is_head, heads.outlets, articles.outlet, articles.title,
    articles.url, articles.published_at AS published
FROM v_heads AS heads JOIN articles ON articles.id = heads.article
WHERE heads.head = (SELECT head FROM v_heads WHERE article = $id)
ORDER BY is_head DESC, published NULLS LAST, id

-- Articles as they were read last.
-- Params: $articles VARCHAR[], ids.
-- Grain: one row per article.
SELECT id, url, coalesce(outlet, '') AS outlet, title, authors, published_at AS published, date_rule,
    coalesce(date_confidence, 0) AS date_confidence, renewed_at AS renewed, coalesce(language, '') AS language,
    coalesce(section, '') AS section, text, text_status, coalesce(status_reason, '') AS status_reason, text_hash,
    extractor, route, coalesce(page, '') AS page, known_at AS known
FROM articles WHERE id IN (SELECT unnest(CAST($articles AS VARCHAR[])))
ORDER BY id

-- One article by id, URL, or the end of either.
-- Params: $key VARCHAR.
-- Grain: one row per match, at most two.
SELECT id, title, text, url, section, authors, published_at AS published, outlet, date_rule, date_confidence, renewed_at AS renewed,
    text_status, status_reason, extractor, removed, language, route, known_at, read_at,
    (SELECT count(*) FROM past_articles WHERE past_articles.id = articles.id) AS earlier_readings
FROM articles WHERE id = $key OR url = $key OR starts_with(id, $key) ORDER BY id = $key DESC, id LIMIT 2

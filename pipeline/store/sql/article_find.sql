-- One article by id, URL, or the end of either.
-- Params: $key VARCHAR.
-- Grain: one row per match, at most two.
SELECT id, title, text, url, published_at AS published, outlet, date_rule, text_status, status_reason, extractor, removed,
    language, route
FROM articles WHERE id = $key OR url = $key OR starts_with(id, $key) ORDER BY id = $key DESC, id LIMIT 2

-- Keep the present reading of articles that are about to be replaced.
-- Params: $articles VARCHAR[], ids; $now TIMESTAMPTZ.
-- Grain: one row per article and reading.
INSERT INTO past_articles BY NAME
SELECT id, $now AS until_at, url, outlet, title, authors, published_at, date_rule, date_confidence, renewed_at, language,
    section, text, words, text_status, status_reason, text_hash, extractor, removed, route, page, known_at, read_at
FROM articles WHERE id IN (SELECT unnest(CAST($articles AS VARCHAR[]))) AND read_at < $now

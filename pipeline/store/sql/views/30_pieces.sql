-- Every article with its week, its head and its codes, as known at a time; and those that count.
-- Grain: one row per article. A week is its Monday, half-open, UTC.
CREATE OR REPLACE MACRO pieces_as_of(t) AS TABLE
SELECT
    articles.id AS article,
    date_trunc('week', articles.published_at AT TIME ZONE 'UTC')::DATE AS week,
    articles.outlet, articles.title, articles.authors, articles.url, articles.published_at, articles.language,
    articles.text_status, articles.words, articles.route,
    heads.head, heads.head = articles.id AS is_head, heads.pieces, heads.outlets,
    codes.* EXCLUDE (article)
FROM articles_as_of(t) AS articles
JOIN heads_as_of(t) AS heads ON heads.article = articles.id
LEFT JOIN codes_as_of(t) AS codes ON codes.article = articles.id;

-- What counts: heads of clusters that are core commentary with full text and a date. Seeds are a reference, not a voice.
CREATE OR REPLACE MACRO commentary_as_of(t) AS TABLE
SELECT * EXCLUDE (reason)
FROM pieces_as_of(t)
WHERE is_head AND relevance = 'core' AND genre = 'commentary' AND text_status = 'full'
    AND published_at IS NOT NULL AND route <> 'seed';

CREATE OR REPLACE VIEW v_articles AS SELECT * FROM pieces_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_articles IS 'One row per article: week, head, codes.';
CREATE OR REPLACE VIEW v_commentary AS SELECT * FROM commentary_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_commentary IS 'One row per piece that counts: head of its cluster, core commentary, full text, dated.';

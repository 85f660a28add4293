-- Versions of articles, what chrome is learned from, and corrections of copies.
-- Columns are added before rows are changed: DuckDB alters no table that has outstanding updates.

ALTER TABLE articles ADD COLUMN removed.element.texts VARCHAR[];
ALTER TABLE articles ADD COLUMN date_confidence DOUBLE;
ALTER TABLE articles ADD COLUMN renewed_at TIMESTAMPTZ;
ALTER TABLE articles ADD COLUMN page VARCHAR;
ALTER TABLE articles ADD COLUMN read_at TIMESTAMPTZ;
COMMENT ON TABLE articles IS 'One row per canonical URL: one published text, cleaned, as it was read last; past_articles has earlier readings.';
COMMENT ON COLUMN articles.removed IS 'Per guard: how many lines it removed, and the first of them.';
COMMENT ON COLUMN articles.date_confidence IS 'How sure date_rule is, 0..1; NULL = read before this was stored.';
COMMENT ON COLUMN articles.renewed_at IS 'Later date to which the outlet moved the piece; published_at stays the first. NULL = none.';
COMMENT ON COLUMN articles.page IS 'Key of the page that it was read from; NULL = a seed or a row of a file.';
COMMENT ON COLUMN articles.read_at IS 'When this reading of it was stored.';
COMMENT ON COLUMN articles.extractor IS 'Tool, version and options; "chrome" and eight characters name the learned lines of the outlet.';
COMMENT ON COLUMN articles.known_at IS 'When it was first stored.';

CREATE TABLE past_articles (
    id VARCHAR, until_at TIMESTAMPTZ, url VARCHAR NOT NULL, outlet VARCHAR, title VARCHAR NOT NULL, authors VARCHAR[],
    published_at TIMESTAMPTZ, date_rule VARCHAR NOT NULL, date_confidence DOUBLE, renewed_at TIMESTAMPTZ, language VARCHAR,
    section VARCHAR, text VARCHAR NOT NULL, words INTEGER NOT NULL, text_status VARCHAR NOT NULL, status_reason VARCHAR,
    text_hash VARCHAR NOT NULL, extractor VARCHAR NOT NULL,
    removed STRUCT(guard VARCHAR, lines INTEGER, texts VARCHAR[])[], route VARCHAR NOT NULL, page VARCHAR,
    known_at TIMESTAMPTZ NOT NULL, read_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (id, until_at)
);
COMMENT ON TABLE past_articles IS 'One row per reading of an article that a later one replaced: what we believed from read_at until until_at.';
COMMENT ON COLUMN past_articles.id IS 'Id of the article.';
COMMENT ON COLUMN past_articles.until_at IS 'When a later reading replaced it.';
COMMENT ON COLUMN past_articles.url IS 'Canonical URL.';
COMMENT ON COLUMN past_articles.outlet IS 'Key of the outlet; NULL = unknown.';
COMMENT ON COLUMN past_articles.title IS 'Title without the site''s name.';
COMMENT ON COLUMN past_articles.authors IS 'People who wrote it.';
COMMENT ON COLUMN past_articles.published_at IS 'First published; NULL = no source tells.';
COMMENT ON COLUMN past_articles.date_rule IS 'Which source of the date won.';
COMMENT ON COLUMN past_articles.date_confidence IS 'How sure date_rule is, 0..1; NULL = read before this was stored.';
COMMENT ON COLUMN past_articles.renewed_at IS 'Later date to which the outlet moved the piece; NULL = none.';
COMMENT ON COLUMN past_articles.language IS 'ISO 639-1 of the text; NULL = cannot tell.';
COMMENT ON COLUMN past_articles.section IS 'Section of the outlet, as the page says.';
COMMENT ON COLUMN past_articles.text IS 'Plain text, one blank line between paragraphs.';
COMMENT ON COLUMN past_articles.words IS 'Words of the text.';
COMMENT ON COLUMN past_articles.text_status IS 'full, partial, feed_only, paywalled or non_article.';
COMMENT ON COLUMN past_articles.status_reason IS 'Why the text is not full; NULL when it is.';
COMMENT ON COLUMN past_articles.text_hash IS 'SHA-256 of the text.';
COMMENT ON COLUMN past_articles.extractor IS 'Tool, version and options.';
COMMENT ON COLUMN past_articles.removed IS 'Per guard: how many lines it removed, and the first of them.';
COMMENT ON COLUMN past_articles.route IS 'seed, live or backfill: how it came here.';
COMMENT ON COLUMN past_articles.page IS 'Key of the page that it was read from.';
COMMENT ON COLUMN past_articles.known_at IS 'When the article was first stored.';
COMMENT ON COLUMN past_articles.read_at IS 'When this reading of it was stored.';

CREATE TABLE past_assessments (
    article VARCHAR, method VARCHAR, version VARCHAR, dimension VARCHAR, code VARCHAR, until_at TIMESTAMPTZ,
    chosen BOOLEAN NOT NULL, probability DOUBLE,
    evidence STRUCT(quote VARCHAR, "start" INTEGER, "end" INTEGER, weight DOUBLE)[], known_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (article, method, version, dimension, code, until_at)
);
COMMENT ON TABLE past_assessments IS 'One row per assessment of a text or title that a later reading replaced; its offsets are those of that text.';
COMMENT ON COLUMN past_assessments.article IS 'Id of the article.';
COMMENT ON COLUMN past_assessments.method IS 'How it was coded.';
COMMENT ON COLUMN past_assessments.version IS 'Version of the model and the pack.';
COMMENT ON COLUMN past_assessments.dimension IS 'relevance, genre, topics, orientation, blame or outlook.';
COMMENT ON COLUMN past_assessments.code IS 'Code of the codebook.';
COMMENT ON COLUMN past_assessments.until_at IS 'When a later reading replaced what was coded.';
COMMENT ON COLUMN past_assessments.chosen IS 'Whether the article bore the code.';
COMMENT ON COLUMN past_assessments.probability IS 'Calibrated probability of the code, 0..1; NULL = the method gives none.';
COMMENT ON COLUMN past_assessments.evidence IS 'Sentences that spoke for it: text[start:end] = quote, in characters; weight in logits.';
COMMENT ON COLUMN past_assessments.known_at IS 'When it was coded.';

CREATE TABLE page_lines (article VARCHAR PRIMARY KEY, marks UBIGINT[] NOT NULL);
COMMENT ON TABLE page_lines IS 'One row per article read from a page: its lines before any guard, from which the chrome of its outlet is learned.';
COMMENT ON COLUMN page_lines.article IS 'Id of the article.';
COMMENT ON COLUMN page_lines.marks IS 'Fingerprints of its lines, rising, each once.';

ALTER TABLE copies ADD COLUMN ended_at TIMESTAMPTZ;
COMMENT ON TABLE copies IS 'One row per pair of articles found to be copies, and why. Nothing is deleted.';
COMMENT ON COLUMN copies.kind IS 'exact or near.';
COMMENT ON COLUMN copies.ended_at IS 'When one of the two texts was read otherwise, so that this no longer holds; NULL = it holds.';

CREATE TABLE copy_corrections (
    id VARCHAR PRIMARY KEY, act VARCHAR NOT NULL, article VARCHAR NOT NULL, other VARCHAR, who VARCHAR NOT NULL,
    said DATE NOT NULL, why VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ
);
COMMENT ON TABLE copy_corrections IS 'One row per human word on copies, from the pack''s corrections.toml; it wins over what was found.';
COMMENT ON COLUMN copy_corrections.id IS 'Hash of act and articles.';
COMMENT ON COLUMN copy_corrections.act IS 'join: the two are one piece. split: the article is no copy of anything.';
COMMENT ON COLUMN copy_corrections.article IS 'Id of the article.';
COMMENT ON COLUMN copy_corrections.other IS 'Id of the article that it is joined with; NULL for a split.';
COMMENT ON COLUMN copy_corrections.who IS 'Who said so.';
COMMENT ON COLUMN copy_corrections.said IS 'When, as written.';
COMMENT ON COLUMN copy_corrections.why IS 'On what ground.';
COMMENT ON COLUMN copy_corrections.known_at IS 'When it was taken up.';
COMMENT ON COLUMN copy_corrections.ended_at IS 'When it had gone from the file; NULL = it holds.';

UPDATE articles SET read_at = known_at;
UPDATE articles SET page = found.page
FROM (
    SELECT extractions.article, coalesce(any_value(extractions.page) FILTER (extractions.page = articles.url),
        min(extractions.page)) AS page
    FROM extractions JOIN articles ON articles.id = extractions.article GROUP BY extractions.article
) AS found
WHERE articles.id = found.article;

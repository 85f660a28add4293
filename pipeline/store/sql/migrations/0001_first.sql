-- The first schema: every table says its grain, every column its meaning and unit. All times are UTC.
-- Keys stand inside CREATE TABLE: indexes made by CREATE INDEX can be lost after a kill (duckdb issue 23788).

CREATE TABLE outlets (
    key VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, country VARCHAR, affiliation VARCHAR, owner VARCHAR, kind VARCHAR,
    genre VARCHAR, language VARCHAR, added DATE NOT NULL, removed DATE, note VARCHAR
);
COMMENT ON TABLE outlets IS 'One row per outlet of the topic pack: whose voices are counted, and since when.';
COMMENT ON COLUMN outlets.key IS 'Slug of the outlet, as in seeds/feeds.toml.';
COMMENT ON COLUMN outlets.name IS 'Name as printed.';
COMMENT ON COLUMN outlets.country IS 'ISO 3166-1 alpha-2 of its seat; NULL = unknown.';
COMMENT ON COLUMN outlets.affiliation IS 'independent, state_funded, state, party or unknown.';
COMMENT ON COLUMN outlets.owner IS 'Who owns or funds it; NULL = unknown.';
COMMENT ON COLUMN outlets.kind IS 'magazine, think_tank, newspaper, broadcaster, agency, blog, trade, aggregator or unknown.';
COMMENT ON COLUMN outlets.genre IS 'Genre that its feeds usually carry; NULL = no default.';
COMMENT ON COLUMN outlets.language IS 'ISO 639-1 of its texts; NULL = unknown.';
COMMENT ON COLUMN outlets.added IS 'Day on which it joined the list.';
COMMENT ON COLUMN outlets.removed IS 'Day on which it left the list; NULL = still on it.';
COMMENT ON COLUMN outlets.note IS 'What is known of its feed from public lists.';

CREATE TABLE feeds (
    url VARCHAR PRIMARY KEY, outlet VARCHAR NOT NULL, listed BOOLEAN NOT NULL, state VARCHAR NOT NULL, status VARCHAR,
    failures DOUBLE NOT NULL, moved_to VARCHAR, etag VARCHAR, last_modified VARCHAR, body_hash VARCHAR,
    checked_at TIMESTAMPTZ, due_at TIMESTAMPTZ, held_until TIMESTAMPTZ, memory JSON
);
COMMENT ON TABLE feeds IS 'One row per feed: its address and the present state of polling it.';
COMMENT ON COLUMN feeds.url IS 'Address as listed in seeds/feeds.toml.';
COMMENT ON COLUMN feeds.outlet IS 'Key of its outlet.';
COMMENT ON COLUMN feeds.listed IS 'Whether the pack still lists it; a feed taken off the list keeps its history.';
COMMENT ON COLUMN feeds.state IS 'new, ok, unchanged, failing or retired.';
COMMENT ON COLUMN feeds.status IS 'Last outcome, readable.';
COMMENT ON COLUMN feeds.failures IS 'Weighted failures in a row: 1 for a hard one, less for one that may pass; 0 = healthy.';
COMMENT ON COLUMN feeds.moved_to IS 'Address after a permanent redirect, asked instead of url; NULL = not moved.';
COMMENT ON COLUMN feeds.etag IS 'Validator of the last answer, opaque.';
COMMENT ON COLUMN feeds.last_modified IS 'Validator of the last answer, opaque.';
COMMENT ON COLUMN feeds.body_hash IS 'SHA-256 of the last body.';
COMMENT ON COLUMN feeds.checked_at IS 'When it was last asked.';
COMMENT ON COLUMN feeds.due_at IS 'When our own rhythm asks again.';
COMMENT ON COLUMN feeds.held_until IS 'Until when the server wishes not to be asked (Retry-After, max-age).';
COMMENT ON COLUMN feeds.memory IS 'All that polling remembers of the feed, as JSON: the columns beside it are read from here.';

CREATE TABLE fetches (
    url VARCHAR, at_time TIMESTAMPTZ, kind VARCHAR NOT NULL, ok BOOLEAN NOT NULL, status INTEGER, outcome VARCHAR NOT NULL,
    bytes BIGINT, seconds DOUBLE, etag VARCHAR, PRIMARY KEY (url, at_time)
);
COMMENT ON TABLE fetches IS 'One row per answer that changed something: a feed''s new outcome, or a page. Unchanged polls only touch feeds.';
COMMENT ON COLUMN fetches.url IS 'Address asked for.';
COMMENT ON COLUMN fetches.at_time IS 'When.';
COMMENT ON COLUMN fetches.kind IS 'feed or page.';
COMMENT ON COLUMN fetches.ok IS 'Whether it gave what was asked for.';
COMMENT ON COLUMN fetches.status IS 'HTTP status; NULL = no answer.';
COMMENT ON COLUMN fetches.outcome IS 'What came of it, readable.';
COMMENT ON COLUMN fetches.bytes IS 'Bytes of the body after decompression.';
COMMENT ON COLUMN fetches.seconds IS 'Seconds from request to last byte.';
COMMENT ON COLUMN fetches.etag IS 'Validator given.';

CREATE TABLE entries (
    key VARCHAR PRIMARY KEY, feed VARCHAR NOT NULL, outlet VARCHAR NOT NULL, url VARCHAR NOT NULL, page VARCHAR NOT NULL,
    title VARCHAR, published_at TIMESTAMPTZ, author VARCHAR, summary VARCHAR, content VARCHAR, route VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE entries IS 'One row per item of a feed: what the feed said of it when it was first seen.';
COMMENT ON COLUMN entries.key IS 'Identity of the item: hash of feed and guid, else of feed and canonical URL.';
COMMENT ON COLUMN entries.feed IS 'Feed as listed.';
COMMENT ON COLUMN entries.outlet IS 'Key of the outlet.';
COMMENT ON COLUMN entries.url IS 'Link as given.';
COMMENT ON COLUMN entries.page IS 'Canonical form of the link: the key of pages.';
COMMENT ON COLUMN entries.title IS 'Title as given, plain text.';
COMMENT ON COLUMN entries.published_at IS 'Date as given; NULL = none or absurd.';
COMMENT ON COLUMN entries.author IS 'Author as given.';
COMMENT ON COLUMN entries.summary IS 'Summary as given, plain text.';
COMMENT ON COLUMN entries.content IS 'Full content as given, HTML; NULL = none.';
COMMENT ON COLUMN entries.route IS 'live or backfill: how it came here.';
COMMENT ON COLUMN entries.known_at IS 'When it was first seen.';

CREATE TABLE pages (
    url VARCHAR PRIMARY KEY, asked_url VARCHAR NOT NULL, final_url VARCHAR NOT NULL, status INTEGER NOT NULL,
    content_type VARCHAR, body BLOB NOT NULL, bytes BIGINT NOT NULL, outlet VARCHAR, entry VARCHAR,
    known_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE pages IS 'One row per page fetched, its body kept so that a better extractor can run again.';
COMMENT ON COLUMN pages.url IS 'Canonical form of the link.';
COMMENT ON COLUMN pages.asked_url IS 'Address asked for.';
COMMENT ON COLUMN pages.final_url IS 'Address that answered, after redirects.';
COMMENT ON COLUMN pages.status IS 'HTTP status.';
COMMENT ON COLUMN pages.content_type IS 'Content-Type as sent.';
COMMENT ON COLUMN pages.body IS 'Body, compressed with zlib.';
COMMENT ON COLUMN pages.bytes IS 'Bytes of the body before compression.';
COMMENT ON COLUMN pages.outlet IS 'Key of the outlet whose feed led here.';
COMMENT ON COLUMN pages.entry IS 'Key of the entry that led here.';
COMMENT ON COLUMN pages.known_at IS 'When it was fetched.';

CREATE TABLE extractions (
    page VARCHAR, extractor VARCHAR, article VARCHAR, known_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (page, extractor)
);
COMMENT ON TABLE extractions IS 'One row per page and extractor: which article it gave.';
COMMENT ON COLUMN extractions.page IS 'Key of the page.';
COMMENT ON COLUMN extractions.extractor IS 'Tool, version and options.';
COMMENT ON COLUMN extractions.article IS 'Id of the article; NULL = the page gave none, failures says why.';
COMMENT ON COLUMN extractions.known_at IS 'When.';

CREATE TABLE articles (
    id VARCHAR PRIMARY KEY, url VARCHAR NOT NULL UNIQUE, outlet VARCHAR, title VARCHAR NOT NULL, authors VARCHAR[],
    published_at TIMESTAMPTZ, date_rule VARCHAR NOT NULL, language VARCHAR, section VARCHAR, text VARCHAR NOT NULL,
    words INTEGER NOT NULL, text_status VARCHAR NOT NULL, status_reason VARCHAR, text_hash VARCHAR NOT NULL,
    extractor VARCHAR NOT NULL, removed STRUCT(guard VARCHAR, lines INTEGER)[], route VARCHAR NOT NULL,
    known_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE articles IS 'One row per canonical URL: one published text, cleaned.';
COMMENT ON COLUMN articles.id IS 'Stable id: hash of the canonical URL.';
COMMENT ON COLUMN articles.url IS 'Canonical URL; for a seed without a public address, seed: and its file name.';
COMMENT ON COLUMN articles.outlet IS 'Key of the outlet; NULL = unknown.';
COMMENT ON COLUMN articles.title IS 'Title without the site''s name.';
COMMENT ON COLUMN articles.authors IS 'People who wrote it.';
COMMENT ON COLUMN articles.published_at IS 'First published; NULL = no source tells.';
COMMENT ON COLUMN articles.date_rule IS 'Which source of the date won: json_ld, feed, meta, url, text, seen, none, ...';
COMMENT ON COLUMN articles.language IS 'ISO 639-1 of the text; NULL = cannot tell.';
COMMENT ON COLUMN articles.section IS 'Section of the outlet, as the page says.';
COMMENT ON COLUMN articles.text IS 'Plain text, one blank line between paragraphs.';
COMMENT ON COLUMN articles.words IS 'Words of the text.';
COMMENT ON COLUMN articles.text_status IS 'full, partial, feed_only, paywalled or non_article. Stance is counted on full alone.';
COMMENT ON COLUMN articles.status_reason IS 'Why the text is not full; NULL when it is.';
COMMENT ON COLUMN articles.text_hash IS 'SHA-256 of the text.';
COMMENT ON COLUMN articles.extractor IS 'Tool, version and options.';
COMMENT ON COLUMN articles.removed IS 'Lines that each guard removed.';
COMMENT ON COLUMN articles.route IS 'seed, live or backfill: how it came here.';
COMMENT ON COLUMN articles.known_at IS 'When it was stored.';

CREATE TABLE sketches (
    article VARCHAR PRIMARY KEY, words INTEGER NOT NULL, exact UBIGINT NOT NULL, level UTINYINT NOT NULL,
    hashes UBIGINT[] NOT NULL
);
COMMENT ON TABLE sketches IS 'One row per article: what finding its copies needs, so that the corpus is not read again.';
COMMENT ON COLUMN sketches.article IS 'Id of the article.';
COMMENT ON COLUMN sketches.words IS 'Words of the text.';
COMMENT ON COLUMN sketches.exact IS 'Hash of all words; 0 = too short to compare.';
COMMENT ON COLUMN sketches.level IS 'How coarse the sample is: one run in 2^level is kept.';
COMMENT ON COLUMN sketches.hashes IS 'Hashes of the runs of eight words that are kept.';

CREATE TABLE copies (
    article VARCHAR, other VARCHAR, kind VARCHAR NOT NULL, containment DOUBLE NOT NULL, shared INTEGER NOT NULL,
    known_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (article, other)
);
COMMENT ON TABLE copies IS 'One row per pair of articles held to be copies, and why. Nothing is deleted.';
COMMENT ON COLUMN copies.article IS 'Id of the article that came later into the database.';
COMMENT ON COLUMN copies.other IS 'Id of the article that it repeats.';
COMMENT ON COLUMN copies.kind IS 'exact, near, or given by a correction.';
COMMENT ON COLUMN copies.containment IS 'Share of the shorter text''s sampled runs that the other holds, 0..1.';
COMMENT ON COLUMN copies.shared IS 'Sampled runs that both hold; of an exact copy its words.';
COMMENT ON COLUMN copies.known_at IS 'When the two were joined.';

CREATE TABLE clusters (
    article VARCHAR, known_at TIMESTAMPTZ, cluster VARCHAR NOT NULL, PRIMARY KEY (article, known_at)
);
COMMENT ON TABLE clusters IS 'One row per article and change of its cluster: the newest row counts. An article without a row stands alone.';
COMMENT ON COLUMN clusters.article IS 'Id of the article.';
COMMENT ON COLUMN clusters.known_at IS 'Since when.';
COMMENT ON COLUMN clusters.cluster IS 'Id of the piece that was then the earliest of the cluster.';

CREATE TABLE assessments (
    article VARCHAR, method VARCHAR, version VARCHAR, dimension VARCHAR, code VARCHAR, chosen BOOLEAN NOT NULL,
    probability DOUBLE, evidence STRUCT(quote VARCHAR, "start" INTEGER, "end" INTEGER, weight DOUBLE)[],
    known_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (article, method, version, dimension, code)
);
COMMENT ON TABLE assessments IS 'One row per article, method, model version, dimension and code: how it was coded. Rows are only added.';
COMMENT ON COLUMN assessments.article IS 'Id of the article.';
COMMENT ON COLUMN assessments.method IS 'How it was coded.';
COMMENT ON COLUMN assessments.version IS 'Version of the model and the pack.';
COMMENT ON COLUMN assessments.dimension IS 'relevance, genre, topics, orientation, blame or outlook.';
COMMENT ON COLUMN assessments.code IS 'Code of the codebook.';
COMMENT ON COLUMN assessments.chosen IS 'Whether the article bears the code.';
COMMENT ON COLUMN assessments.probability IS 'Calibrated probability of the code, 0..1; NULL = the method gives none.';
COMMENT ON COLUMN assessments.evidence IS 'Sentences that speak for it: text[start:end] = quote, in characters; weight in logits.';
COMMENT ON COLUMN assessments.known_at IS 'When it was coded.';

CREATE TABLE corrections (
    id VARCHAR PRIMARY KEY, article VARCHAR NOT NULL, dimension VARCHAR NOT NULL, code VARCHAR NOT NULL, who VARCHAR NOT NULL,
    why VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE corrections IS 'One row per human word on a code; it wins over every method.';
COMMENT ON COLUMN corrections.id IS 'Key of the correction.';
COMMENT ON COLUMN corrections.article IS 'Id of the article.';
COMMENT ON COLUMN corrections.dimension IS 'Dimension of the codebook.';
COMMENT ON COLUMN corrections.code IS 'The right code.';
COMMENT ON COLUMN corrections.who IS 'Who said so.';
COMMENT ON COLUMN corrections.why IS 'On what ground.';
COMMENT ON COLUMN corrections.known_at IS 'When it was said.';

CREATE TABLE audits (
    week DATE, article VARCHAR, probability DOUBLE NOT NULL, dimension VARCHAR, code VARCHAR, who VARCHAR,
    known_at TIMESTAMPTZ, PRIMARY KEY (week, article, dimension)
);
COMMENT ON TABLE audits IS 'One row per article and dimension of a week''s blind random sample.';
COMMENT ON COLUMN audits.week IS 'Monday of the week sampled.';
COMMENT ON COLUMN audits.article IS 'Id of the article.';
COMMENT ON COLUMN audits.probability IS 'Chance with which it was drawn, 0..1.';
COMMENT ON COLUMN audits.dimension IS 'Dimension of the codebook.';
COMMENT ON COLUMN audits.code IS 'The auditor''s code; NULL = not yet read.';
COMMENT ON COLUMN audits.who IS 'Who read it.';
COMMENT ON COLUMN audits.known_at IS 'When it was read.';

CREATE TABLE weeks (
    week DATE, dimension VARCHAR, code VARCHAR, vintage INTEGER, k INTEGER NOT NULL, minus_k INTEGER NOT NULL,
    n INTEGER NOT NULL, share DOUBLE, low DOUBLE, high DOUBLE, base_k INTEGER NOT NULL, base_minus_k INTEGER NOT NULL,
    base_n INTEGER NOT NULL, base_share DOUBLE, change DOUBLE,
    change_low DOUBLE, change_high DOUBLE, p DOUBLE, q DOUBLE, deff DOUBLE NOT NULL, detectable DOUBLE,
    verdict VARCHAR NOT NULL, pack_version VARCHAR NOT NULL, known_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (week, dimension, code, vintage)
);
COMMENT ON TABLE weeks IS 'One row per published figure and vintage; never overwritten: a changed figure is a new vintage.';
COMMENT ON COLUMN weeks.week IS 'Monday of the week, half-open, UTC.';
COMMENT ON COLUMN weeks.dimension IS 'Dimension of the codebook.';
COMMENT ON COLUMN weeks.code IS 'Code of the codebook.';
COMMENT ON COLUMN weeks.vintage IS '1 for the first figure published, then counting up.';
COMMENT ON COLUMN weeks.k IS 'Pieces with the code.';
COMMENT ON COLUMN weeks.minus_k IS 'Pieces on the other side of a balance; 0 for a share.';
COMMENT ON COLUMN weeks.n IS 'Pieces counted: heads of clusters, core commentary, full text.';
COMMENT ON COLUMN weeks.share IS '(k - minus_k) / n: a share 0..1, a balance -1..1; NULL where n forbids it.';
COMMENT ON COLUMN weeks.low IS 'Lower end of the 95 % interval, 0..1.';
COMMENT ON COLUMN weeks.high IS 'Upper end of the 95 % interval, 0..1.';
COMMENT ON COLUMN weeks.base_k IS 'Pieces with the code in the baseline.';
COMMENT ON COLUMN weeks.base_minus_k IS 'The same in the baseline.';
COMMENT ON COLUMN weeks.base_n IS 'Pieces counted in the baseline.';
COMMENT ON COLUMN weeks.base_share IS 'base_k / base_n, 0..1.';
COMMENT ON COLUMN weeks.change IS 'share less base_share, -1..1.';
COMMENT ON COLUMN weeks.change_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN weeks.change_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN weeks.p IS 'Probability of so large a change if there were none.';
COMMENT ON COLUMN weeks.q IS 'False discovery rate at which it would count, over all tests of the week.';
COMMENT ON COLUMN weeks.deff IS 'Design effect: how much clustering by outlet widens the interval''s variance, 1 = not.';
COMMENT ON COLUMN weeks.detectable IS 'Smallest change seen with 80 % power at this n.';
COMMENT ON COLUMN weeks.verdict IS 'clear rise, clear fall, no clear change, not enough evidence.';
COMMENT ON COLUMN weeks.pack_version IS 'Version of the pack and the model.';
COMMENT ON COLUMN weeks.known_at IS 'When it was published.';

CREATE TABLE failures (
    stage VARCHAR, key VARCHAR, reason VARCHAR NOT NULL, first_at TIMESTAMPTZ NOT NULL, last_at TIMESTAMPTZ NOT NULL,
    times INTEGER NOT NULL, retry_at TIMESTAMPTZ, mended_at TIMESTAMPTZ, PRIMARY KEY (stage, key)
);
COMMENT ON TABLE failures IS 'One row per stage and item that did not get through it, with the last reason.';
COMMENT ON COLUMN failures.stage IS 'Stage of the line.';
COMMENT ON COLUMN failures.key IS 'URL, path or id of the item.';
COMMENT ON COLUMN failures.reason IS 'Why, in one line.';
COMMENT ON COLUMN failures.first_at IS 'When it first failed.';
COMMENT ON COLUMN failures.last_at IS 'When it last failed.';
COMMENT ON COLUMN failures.times IS 'How often it failed in a row.';
COMMENT ON COLUMN failures.retry_at IS 'When it is tried again; NULL = not again.';
COMMENT ON COLUMN failures.mended_at IS 'When it got through after all; NULL = it did not.';

CREATE TABLE runs (
    id VARCHAR PRIMARY KEY, command VARCHAR NOT NULL, started_at TIMESTAMPTZ NOT NULL, finished_at TIMESTAMPTZ NOT NULL,
    counts JSON NOT NULL, pack_version VARCHAR NOT NULL, version VARCHAR NOT NULL
);
COMMENT ON TABLE runs IS 'One row per run that changed something.';
COMMENT ON COLUMN runs.id IS 'Command and start.';
COMMENT ON COLUMN runs.command IS 'What ran.';
COMMENT ON COLUMN runs.started_at IS 'When it began.';
COMMENT ON COLUMN runs.finished_at IS 'When it ended.';
COMMENT ON COLUMN runs.counts IS 'What it stored: counts by name, as JSON.';
COMMENT ON COLUMN runs.pack_version IS 'Version of the pack and the model.';
COMMENT ON COLUMN runs.version IS 'Version of the program.';

COMMENT ON TABLE migrations IS 'One row per step of the schema; number 0 is the set of views.';
COMMENT ON COLUMN migrations.number IS 'Number of the step, as in pipeline/store/sql/migrations/.';
COMMENT ON COLUMN migrations.fingerprint IS 'SHA-256 of the views; empty for numbered steps.';
COMMENT ON COLUMN migrations.applied_at IS 'When it was applied.';

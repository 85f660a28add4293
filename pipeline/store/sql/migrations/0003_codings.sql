-- Which coding counts, what a language model answered, how the two measures of orientation agree, and what stands
-- beside a code: how much of the text a topic takes up, whether it is a toss, what speaks for the genre, why there is none.

ALTER TABLE assessments ADD COLUMN salience DOUBLE;
ALTER TABLE assessments ADD COLUMN unsure BOOLEAN;
ALTER TABLE assessments ADD COLUMN signals STRUCT(name VARCHAR, "value" VARCHAR, weight DOUBLE)[];
ALTER TABLE assessments ADD COLUMN reason VARCHAR;
COMMENT ON COLUMN assessments.salience IS 'Of a topic chosen: share of the sentences that name it, 0..1; NULL = the method gives none.';
COMMENT ON COLUMN assessments.unsure IS 'Of a topic: so near its threshold that chosen or not is a toss; NULL = coded before this was stored, or by a method without probabilities.';
COMMENT ON COLUMN assessments.signals IS 'Of the genre chosen: section, label, outlet, byline and text; the genre each names (of a byline its people); weight in logits for the genre chosen.';
COMMENT ON COLUMN assessments.reason IS 'Of the relevance chosen: why the text could not be coded; NULL = it was.';

ALTER TABLE past_assessments ADD COLUMN salience DOUBLE;
ALTER TABLE past_assessments ADD COLUMN unsure BOOLEAN;
ALTER TABLE past_assessments ADD COLUMN signals STRUCT(name VARCHAR, "value" VARCHAR, weight DOUBLE)[];
ALTER TABLE past_assessments ADD COLUMN reason VARCHAR;
COMMENT ON COLUMN past_assessments.salience IS 'Of a topic chosen: share of the sentences that named it, 0..1.';
COMMENT ON COLUMN past_assessments.unsure IS 'Of a topic: so near its threshold that chosen or not was a toss.';
COMMENT ON COLUMN past_assessments.signals IS 'Of the genre chosen: what spoke for it, weight in logits.';
COMMENT ON COLUMN past_assessments.reason IS 'Of the relevance chosen: why the text could not be coded; NULL = it was.';

CREATE TABLE codings (
    known_at TIMESTAMPTZ PRIMARY KEY, method VARCHAR NOT NULL, version VARCHAR NOT NULL
);
COMMENT ON TABLE codings IS 'One row per change of the coding that counts: every figure uses the codes of one method and version.';
COMMENT ON COLUMN codings.known_at IS 'Since when it counts, until the next row.';
COMMENT ON COLUMN codings.method IS 'How it codes: linear, llm:<model>, transformers:<folder>, ...';
COMMENT ON COLUMN codings.version IS 'Version of the model and the pack.';

INSERT INTO codings
SELECT known_at, method, version
FROM (
    SELECT method, version, min(known_at) AS known_at
    FROM (
        SELECT method, version, known_at FROM assessments WHERE dimension = 'relevance'
        UNION ALL SELECT method, version, known_at FROM past_assessments WHERE dimension = 'relevance'
    )
    GROUP BY method, version
)
QUALIFY row_number() OVER (PARTITION BY known_at ORDER BY method, version) = 1;

CREATE TABLE answers (
    key VARCHAR PRIMARY KEY, model VARCHAR NOT NULL, prompt VARCHAR NOT NULL, answer VARCHAR NOT NULL,
    tokens INTEGER NOT NULL, known_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE answers IS 'One row per text that a language model has coded: the same question is never paid for twice.';
COMMENT ON COLUMN answers.key IS 'Hash of model, prompt, title and text.';
COMMENT ON COLUMN answers.model IS 'Name of the model, as configured.';
COMMENT ON COLUMN answers.prompt IS 'Version of the prompt: hash of instructions and schema.';
COMMENT ON COLUMN answers.answer IS 'What it said, as JSON that fits the codebook.';
COMMENT ON COLUMN answers.tokens IS 'Tokens that it took, question included.';
COMMENT ON COLUMN answers.known_at IS 'When it was asked.';

CREATE TABLE positions (
    article VARCHAR, text_hash VARCHAR, method VARCHAR, version VARCHAR, position DOUBLE NOT NULL, words INTEGER NOT NULL,
    known_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (article, text_hash, method, version)
);
COMMENT ON TABLE positions IS 'One row per article, text and version of the second measure of orientation, which learns from no code.';
COMMENT ON COLUMN positions.article IS 'Id of the article.';
COMMENT ON COLUMN positions.text_hash IS 'SHA-256 of the text that was measured: a text read otherwise is measured again.';
COMMENT ON COLUMN positions.method IS 'lss (latent semantic scaling) or lexicon (words of the axis).';
COMMENT ON COLUMN positions.version IS 'Version of its words.';
COMMENT ON COLUMN positions.position IS 'Between the two poles, the first positive; lss: in standard deviations of the texts it was made from.';
COMMENT ON COLUMN positions.words IS 'Words of the text that it knows.';
COMMENT ON COLUMN positions.known_at IS 'When it was measured.';

CREATE TABLE agreements (
    week DATE, known_at TIMESTAMPTZ, method VARCHAR NOT NULL, version VARCHAR NOT NULL, other VARCHAR NOT NULL,
    other_version VARCHAR NOT NULL, n INTEGER NOT NULL, correlation DOUBLE, low DOUBLE, high DOUBLE,
    named INTEGER NOT NULL, same INTEGER NOT NULL, share DOUBLE, share_low DOUBLE, share_high DOUBLE,
    PRIMARY KEY (week, known_at)
);
COMMENT ON TABLE agreements IS 'One row per week and change: how far the coding that counts and the second measure of orientation agree.';
COMMENT ON COLUMN agreements.week IS 'Monday of the week of publication, UTC.';
COMMENT ON COLUMN agreements.known_at IS 'When it was found; the newest row of a week counts.';
COMMENT ON COLUMN agreements.method IS 'Coding that counts.';
COMMENT ON COLUMN agreements.version IS 'Its version.';
COMMENT ON COLUMN agreements.other IS 'Second measure.';
COMMENT ON COLUMN agreements.other_version IS 'Its version.';
COMMENT ON COLUMN agreements.n IS 'Pieces of commentary with both.';
COMMENT ON COLUMN agreements.correlation IS 'Pearson, of orientation (engage 1, confront -1, else 0) with the position; NULL = cannot be told.';
COMMENT ON COLUMN agreements.low IS 'Lower end of its 95 % interval (Fisher''s z).';
COMMENT ON COLUMN agreements.high IS 'Upper end.';
COMMENT ON COLUMN agreements.named IS 'Pieces coded engage or confront.';
COMMENT ON COLUMN agreements.same IS 'Of these, pieces whose position lies on the same side of the mean of the week.';
COMMENT ON COLUMN agreements.share IS 'same / named, 0..1; NULL = none named.';
COMMENT ON COLUMN agreements.share_low IS 'Lower end of its 95 % interval (Wilson).';
COMMENT ON COLUMN agreements.share_high IS 'Upper end.';

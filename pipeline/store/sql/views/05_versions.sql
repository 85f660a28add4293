-- What was believed at a time: each article as it was read then, and the codes of what was read.
-- Grain: one row per article; one per article, method, version, dimension and code.
CREATE OR REPLACE MACRO articles_as_of(t) AS TABLE
SELECT id, url, outlet, title, authors, published_at, date_rule, language, section, text, words, text_status, status_reason,
    route, known_at
FROM articles WHERE read_at <= t
UNION ALL
SELECT id, url, outlet, title, authors, published_at, date_rule, language, section, text, words, text_status, status_reason,
    route, known_at
FROM past_articles WHERE read_at <= t AND until_at > t;

CREATE OR REPLACE MACRO assessments_as_of(t) AS TABLE
SELECT article, method, version, dimension, code, chosen, probability, evidence, salience, unsure, signals, reason, known_at
FROM assessments WHERE known_at <= t
UNION ALL
SELECT article, method, version, dimension, code, chosen, probability, evidence, salience, unsure, signals, reason, known_at
FROM past_assessments WHERE known_at <= t AND until_at > t;

-- The outlets of the list at a time, by the days on which they joined and left it. Grain: one row per outlet.
CREATE OR REPLACE MACRO listed_as_of(t) AS TABLE
SELECT * FROM outlets WHERE added <= CAST(t AS DATE) AND (removed IS NULL OR removed > CAST(t AS DATE));

-- Which coding counts, and how it codes each article, as known at a time. Two methods never mix: an article that the
-- coding has not coded has no codes here.
-- Grain: one row; one row per article.
CREATE OR REPLACE MACRO coding_as_of(t) AS TABLE
SELECT method, version FROM codings WHERE known_at <= t ORDER BY known_at DESC, method, version LIMIT 1;

-- What people said of codes. Grain: one row per article and dimension.
CREATE OR REPLACE MACRO corrections_as_of(t) AS TABLE
SELECT article, dimension, list_filter(string_split(code, ' '), lambda each: each <> '') AS codes, known_at
FROM corrections WHERE known_at <= t AND (ended_at IS NULL OR ended_at > t);

-- The codes of the coding that counts. Grain: one row per article, dimension and code, chosen or unsure.
-- Two comparisons, not a join: after a join few rows are expected, and the whole history is hashed for a week of it.
CREATE OR REPLACE MACRO coded_as_of(t) AS TABLE
SELECT article, method, version, dimension, code, chosen, probability, salience, unsure, reason, known_at
FROM assessments_as_of(t)
WHERE method = (SELECT method FROM coding_as_of(t)) AND version = (SELECT version FROM coding_as_of(t))
    AND (chosen OR unsure);

-- The same of what people said, who choose and are sure.
CREATE OR REPLACE MACRO said_as_of(t) AS TABLE
SELECT article, method, version, dimension, unnest(codes) AS code, true AS chosen, 1.0::DOUBLE AS probability,
    NULL::DOUBLE AS salience, false AS unsure, NULL::VARCHAR AS reason, known_at
FROM corrections_as_of(t) CROSS JOIN coding_as_of(t);

-- A human word wins over every method, also for an article that could not be coded.
-- Grain: one row per article, dimension and code, chosen or unsure.
CREATE OR REPLACE MACRO marks_as_of(t) AS TABLE
SELECT * FROM coded_as_of(t) ANTI JOIN corrections_as_of(t) AS said USING (article, dimension)
UNION ALL
SELECT * FROM said_as_of(t);

-- The same of *these* articles, a list of ids: narrowed first, since nothing outside passes the union above.
CREATE OR REPLACE MACRO marks_of(t, these) AS TABLE
WITH coded AS (SELECT * FROM coded_as_of(t) WHERE article IN (SELECT unnest(these)))
SELECT * FROM coded ANTI JOIN corrections_as_of(t) AS said USING (article, dimension)
UNION ALL
SELECT * FROM said_as_of(t) WHERE article IN (SELECT unnest(these));

CREATE OR REPLACE MACRO codes_as_of(t) AS TABLE
SELECT
    article,
    any_value(method) AS method,
    any_value(version) AS version,
    max(code) FILTER (chosen AND dimension = 'relevance') AS relevance,
    max(code) FILTER (chosen AND dimension = 'genre') AS genre,
    coalesce(list(code ORDER BY code) FILTER (chosen AND dimension = 'topics'), []) AS topics,
    max(code) FILTER (chosen AND dimension = 'orientation') AS orientation,
    max(code) FILTER (chosen AND dimension = 'blame') AS blame,
    max(code) FILTER (chosen AND dimension = 'outlook') AS outlook,
    map_from_entries(
        coalesce(list({'k': code, 'v': salience} ORDER BY code) FILTER (chosen AND salience IS NOT NULL), [])
    ) AS salience,
    CASE WHEN bool_or(probability IS NOT NULL) FILTER (chosen AND dimension = 'relevance')
            AND NOT coalesce(bool_or(unsure IS NULL) FILTER (chosen AND dimension = 'topics'), false)
        THEN coalesce(list(code ORDER BY code) FILTER (unsure), []) END AS unsure,
    max(reason) AS reason
FROM marks_as_of(t)
GROUP BY article;
CREATE OR REPLACE VIEW v_codes AS SELECT * FROM codes_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_codes IS 'One row per article: its codes by the one coding that counts, and by people where they said otherwise.';

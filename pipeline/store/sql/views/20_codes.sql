-- How each article is coded by its newest coding, as known at a time.
-- Grain: one row per article.
CREATE OR REPLACE MACRO codes_as_of(t) AS TABLE
WITH newest AS (
    SELECT article, arg_max({'method': method, 'version': version}, known_at) AS coding
    FROM assessments
    WHERE known_at <= t AND dimension = 'relevance' AND chosen
    GROUP BY article
)
SELECT
    article,
    any_value(method) AS method,
    any_value(version) AS version,
    max(code) FILTER (dimension = 'relevance') AS relevance,
    max(code) FILTER (dimension = 'genre') AS genre,
    coalesce(list(code ORDER BY code) FILTER (dimension = 'topics'), []) AS topics,
    max(code) FILTER (dimension = 'orientation') AS orientation,
    max(code) FILTER (dimension = 'blame') AS blame,
    max(code) FILTER (dimension = 'outlook') AS outlook
FROM assessments
JOIN newest USING (article)
WHERE chosen AND method = coding.method AND version = coding.version
GROUP BY article;
CREATE OR REPLACE VIEW v_codes AS SELECT * FROM codes_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_codes IS 'One row per article: its codes by the newest coding.';

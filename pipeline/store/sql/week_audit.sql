-- How the coding and the auditors agree, code by code, over all audits read so far.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row per dimension and code; pieces weighted by 1 / chance of being drawn, scaled to their number. An
--        auditor's topics stand in one row, separated by blanks.
WITH read AS (
    SELECT article, dimension, string_split(code, ' ') AS truth, 1 / probability AS weight
    FROM audits WHERE code IS NOT NULL AND probability > 0 AND known_at <= $as_of
),
marks AS (
    SELECT article, method, version, dimension, code, known_at FROM assessments_as_of($as_of)
    WHERE chosen AND article IN (SELECT article FROM read)
),
newest AS (
    SELECT article, arg_max({'method': method, 'version': version}, known_at) AS coding
    FROM marks WHERE dimension = 'relevance' GROUP BY article
),
coded AS (
    SELECT article, dimension, list(code) AS codes FROM marks JOIN newest USING (article)
    WHERE method = coding.method AND version = coding.version GROUP BY ALL
),
asked AS (
    SELECT DISTINCT dimension, code FROM marks
    UNION SELECT DISTINCT dimension, unnest(truth) FROM read
),
scaled AS (SELECT *, weight * count(*) OVER same / sum(weight) OVER same AS pieces FROM read WINDOW same AS (PARTITION BY dimension)),
judged AS (
    SELECT asked.dimension, asked.code, pieces, list_contains(truth, asked.code) AS right_code,
        coalesce(list_contains(codes, asked.code), false) AS given
    FROM scaled JOIN asked USING (dimension) JOIN newest USING (article) LEFT JOIN coded USING (article, dimension)
)
SELECT dimension, code,
    coalesce(sum(pieces) FILTER (right_code AND given), 0) AS "both",
    coalesce(sum(pieces) FILTER (right_code AND NOT given), 0) AS missed,
    coalesce(sum(pieces) FILTER (NOT right_code AND given), 0) AS wrong,
    coalesce(sum(pieces) FILTER (NOT right_code AND NOT given), 0) AS neither
FROM judged
GROUP BY ALL
ORDER BY ALL

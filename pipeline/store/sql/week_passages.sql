-- Sentences that speak for an orientation, for the digest to choose quotes from.
-- Params: $as_of TIMESTAMPTZ; $week DATE, a Monday.
-- Grain: one row per countable piece and evidence sentence.
WITH spoken AS (
    SELECT article, code, unnest(evidence) AS sentence
    FROM assessments
    WHERE dimension = 'orientation' AND chosen AND code <> 'none' AND known_at <= $as_of
        AND (article, version) IN (SELECT article, version FROM commentary_as_of($as_of) WHERE week = $week)
)
SELECT pieces.article, pieces.title, coalesce(array_to_string(pieces.authors, ', '), '') AS author,
    coalesce(outlets.name, pieces.outlet, '') AS outlet, pieces.published_at::DATE AS published, pieces.url,
    spoken.code AS orientation, spoken.sentence.quote AS quote, spoken.sentence.weight AS weight
FROM spoken
JOIN commentary_as_of($as_of) AS pieces USING (article)
LEFT JOIN outlets ON outlets.key = pieces.outlet
ORDER BY ALL

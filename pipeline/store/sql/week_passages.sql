-- Sentences that speak for the orientation of each piece, for the digest to choose quotes from; verbatim = the text holds it.
-- Params: $as_of TIMESTAMPTZ; $week DATE, a Monday.
-- Grain: one row per countable piece and evidence sentence.
WITH spoken AS (
    SELECT article, code, unnest(evidence) AS sentence
    FROM assessments_as_of($as_of)
    WHERE dimension = 'orientation' AND code <> 'none'
        AND (article, version) IN (SELECT article, version FROM commentary_as_of($as_of) WHERE week = $week)
)
SELECT pieces.article, pieces.title, coalesce(array_to_string(pieces.authors, ', '), '') AS author,
    coalesce(outlets.name, pieces.outlet, '') AS outlet, pieces.published_at::DATE AS published, pieces.url,
    spoken.code AS orientation, spoken.sentence.quote AS quote, spoken.sentence.weight AS weight,
    contains(stored.text, spoken.sentence.quote) AS verbatim
FROM spoken
JOIN commentary_as_of($as_of) AS pieces ON pieces.article = spoken.article AND pieces.orientation = spoken.code
JOIN articles_as_of($as_of) AS stored ON stored.id = pieces.article
LEFT JOIN outlets ON outlets.key = pieces.outlet
ORDER BY ALL

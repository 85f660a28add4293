-- The sentences of one week that could be quoted: what speaks for the orientation of each piece.
-- Params: $week DATE, its Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per piece and sentence, the clearest first.
SELECT orientation, outlet, title, url, said.quote AS sentence, said.weight AS weight
FROM (
    SELECT pieces.*, unnest(assessments.evidence) AS said
    FROM commentary_as_of($as_of) AS pieces
    JOIN assessments_as_of($as_of) AS assessments USING (article, method, version)
    WHERE week = $week AND dimension = 'orientation' AND code = orientation AND code <> 'none'
)
ORDER BY orientation, weight DESC, url

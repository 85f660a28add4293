-- The sentences of one week that could be quoted: what speaks for the orientation of each piece.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row per piece and sentence, the clearest first.
SELECT orientation, outlet, title, url, said.quote AS sentence, said.weight AS weight
FROM (
    SELECT pieces.*, unnest(assessments.evidence) AS said
    FROM v_commentary AS pieces
    JOIN assessments USING (article, method, version)
    WHERE week = $week AND dimension = 'orientation' AND code = orientation AND code <> 'none'
)
ORDER BY orientation, weight DESC, url

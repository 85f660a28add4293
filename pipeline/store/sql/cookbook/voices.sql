-- The pieces of the week that take a side, with their strongest sentence.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row per piece.
SELECT orientation, outlet, title, url, evidence[1].quote AS sentence
FROM v_commentary
JOIN assessments USING (article, method, version)
WHERE week = $week AND dimension = 'orientation' AND code = orientation AND code <> 'none'
ORDER BY orientation, outlet, title

-- Articles of one week by language, also those that are not coded.
-- Params: $week DATE, its Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per language, the commonest first.
SELECT coalesce(language, 'unknown') AS language, count(*) AS articles
FROM pieces_as_of($as_of)
WHERE week = $week AND route <> 'seed'
GROUP BY ALL
ORDER BY articles DESC, language

-- Articles of one week by language, also those that are not coded.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row per language, the commonest first.
SELECT coalesce(language, 'unknown') AS language, count(*) AS articles
FROM v_articles
WHERE week = $week AND route <> 'seed'
GROUP BY ALL
ORDER BY articles DESC, language

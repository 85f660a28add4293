-- Articles of a week by language, also those we do not code.
-- Params: $as_of TIMESTAMPTZ; $week DATE, a Monday.
-- Grain: one row per language, the commonest first.
SELECT coalesce(language, 'unknown') AS language, count(*)::INTEGER AS articles
FROM pieces_as_of($as_of) WHERE week = $week AND route <> 'seed'
GROUP BY ALL ORDER BY articles DESC, language

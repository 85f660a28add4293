-- Which articles some names mean: ids or addresses.
-- Params: $names VARCHAR[].
-- Grain: one row per name that is known.
SELECT name, articles.id
FROM (SELECT DISTINCT unnest(CAST($names AS VARCHAR[])) AS name) AS asked
JOIN articles ON articles.id = asked.name OR articles.url = asked.name
ORDER BY name

-- Whom the week's commentary blames, and where it sees the relationship heading.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row per dimension and code.
SELECT 'blame' AS dimension, blame AS code, count(*) AS k FROM v_commentary WHERE week = $week GROUP BY ALL
UNION ALL
SELECT 'outlook', outlook, count(*) FROM v_commentary WHERE week = $week GROUP BY ALL
ORDER BY dimension, k DESC

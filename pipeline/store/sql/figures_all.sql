-- The figures of every week as they stand: k of n pieces of commentary bear the code.
-- Params: none.
-- Grain: one row per week, dimension and code that a piece bears; published: whether figures of the week were.
WITH marks AS (
    SELECT week, 'topics' AS dimension, unnest(topics) AS code FROM v_commentary
    UNION ALL SELECT week, 'orientation', orientation FROM v_commentary
    UNION ALL SELECT week, 'blame', blame FROM v_commentary
    UNION ALL SELECT week, 'outlook', outlook FROM v_commentary
),
totals AS (SELECT week, count(*) AS n FROM v_commentary GROUP BY week)
SELECT week, dimension, code, count(*)::INTEGER AS k, any_value(n)::INTEGER AS n,
    week IN (SELECT weeks.week FROM weeks) AS published
FROM marks JOIN totals USING (week)
GROUP BY ALL ORDER BY ALL

-- Articles read of each listed outlet in a week and in the weeks before it, whatever they are about.
-- Params: $as_of TIMESTAMPTZ; $first, $week DATE, Mondays: the weeks from the first to the one asked about.
-- Grain: one row per listed outlet.
WITH given AS (
    SELECT outlet, date_trunc('week', published_at AT TIME ZONE 'UTC')::DATE AS week, count(*)::INTEGER AS articles
    FROM articles_as_of($as_of)
    WHERE route <> 'seed' AND published_at >= CAST($first AS TIMESTAMP) AT TIME ZONE 'UTC'
        AND published_at < CAST($week AS TIMESTAMP) AT TIME ZONE 'UTC' + INTERVAL 7 DAY
    GROUP BY ALL
)
SELECT key, any_value(name) AS name, coalesce(sum(articles) FILTER (week = $week), 0)::INTEGER AS articles,
    coalesce(list(articles ORDER BY week) FILTER (week < $week), []) AS before
FROM listed_as_of($as_of) AS outlets LEFT JOIN given ON given.outlet = outlets.key
GROUP BY key
ORDER BY key

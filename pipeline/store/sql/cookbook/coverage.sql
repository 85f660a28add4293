-- How many items passed each gate, in one week and in all; then what the database holds.
-- Params: $week DATE, its Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per gate, in the order of the line.
SELECT gate, in_week, in_all
FROM (
    SELECT step, gate, coalesce(sum(items) FILTER (week = $week), 0)::INTEGER AS in_week, sum(items)::INTEGER AS in_all
    FROM coverage_as_of($as_of)
    WHERE gate <> 'reported'
    GROUP BY step, gate
    UNION ALL
    SELECT 98, 'reference texts (seeds)', 0, count(*) FROM pieces_as_of($as_of) WHERE route = 'seed'
    UNION ALL
    SELECT 99, 'articles in the database', count(*) FILTER (
        date_trunc(
            'week',
            coalesce(articles.published_at, CASE WHEN articles.route = 'live' THEN articles.known_at END)
                AT TIME ZONE 'UTC'
        )::DATE = $week
    ), count(*)
    FROM pieces_as_of($as_of) AS pieces JOIN articles_as_of($as_of) AS articles ON articles.id = pieces.article
)
ORDER BY step

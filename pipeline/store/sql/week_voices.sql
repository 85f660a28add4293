-- Outlets that were counted in a week, and outlets on the list.
-- Params: $as_of TIMESTAMPTZ; $week DATE, a Monday.
-- Grain: one row.
SELECT
    (SELECT count(DISTINCT outlet) FROM commentary_as_of($as_of) WHERE week = $week)::INTEGER AS heard,
    (SELECT count(*) FROM listed_as_of($as_of))::INTEGER AS listed,
    (SELECT count(*) FROM articles_as_of($as_of))::INTEGER AS articles,
    (
        SELECT count(*) FROM articles_as_of($as_of)
        WHERE date_trunc(
            'week', coalesce(published_at, CASE WHEN route = 'live' THEN known_at END) AT TIME ZONE 'UTC'
        )::DATE = $week
    )::INTEGER AS articles_in_week,
    (SELECT count(*) FROM articles_as_of($as_of) WHERE route = 'seed')::INTEGER AS seeds

-- What some days rest on: pieces that count, how many of them came by back-fill, texts, and those without codes yet.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, half-open.
-- Grain: one row.
WITH pieces AS (SELECT route FROM commentary_between($as_of, $first, $end)),
texts AS (
    SELECT id IN (SELECT article FROM coded_as_of($as_of) WHERE dimension = 'relevance') AS coded
    FROM articles_as_of($as_of)
    WHERE published_at >= $first::TIMESTAMP AT TIME ZONE 'UTC' AND published_at < $end::TIMESTAMP AT TIME ZONE 'UTC'
        AND route <> 'seed' AND text_status = 'full'
)
SELECT (SELECT count(*) FROM pieces)::INTEGER AS pieces,
    (SELECT count(*) FROM pieces WHERE route = 'backfill')::INTEGER AS backfilled,
    count(*)::INTEGER AS texts, (count(*) FILTER (NOT coded))::INTEGER AS waiting
FROM texts

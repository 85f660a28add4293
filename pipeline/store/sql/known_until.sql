-- When what the figures rest on last changed, as known at a time: until the next change any later time says the same.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row; NULL where nothing was known.
SELECT max(moment) AS known
FROM (
    SELECT max(read_at) AS moment FROM articles WHERE read_at <= $as_of
    UNION ALL SELECT max(until_at) FROM past_articles WHERE until_at <= $as_of
    UNION ALL SELECT max(known_at) FROM assessments WHERE known_at <= $as_of
    UNION ALL SELECT max(until_at) FROM past_assessments WHERE until_at <= $as_of
    UNION ALL SELECT max(known_at) FROM clusters WHERE known_at <= $as_of
    UNION ALL SELECT max(known_at) FROM corrections WHERE known_at <= $as_of
    UNION ALL SELECT max(ended_at) FROM corrections WHERE ended_at <= $as_of
    UNION ALL SELECT max(known_at) FROM codings WHERE known_at <= $as_of
    UNION ALL SELECT max(known_at) FROM entries WHERE known_at <= $as_of
    UNION ALL SELECT max(known_at) FROM pages WHERE known_at <= $as_of
    UNION ALL SELECT max(known_at) FROM audits WHERE known_at <= $as_of
    UNION ALL SELECT max(known_at) FROM agreements WHERE known_at <= $as_of
    UNION ALL SELECT max(known_at) FROM weeks WHERE known_at <= $as_of
)

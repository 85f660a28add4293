-- How many items of each week passed each gate, as known at a time.
-- Grain: one row per week and gate. An item without a date counts in the week in which it was first seen.
CREATE OR REPLACE MACRO coverage_as_of(t) AS TABLE
WITH listed AS (
    SELECT page, min(published_at) AS published_at, min(known_at) AS known_at
    FROM entries WHERE known_at <= t GROUP BY page
),
gates AS (
    SELECT 1 AS step, 'listed by a feed' AS gate, coalesce(published_at, known_at) AS at_time FROM listed
    UNION ALL
    SELECT 2, 'fetched', coalesce(listed.published_at, pages.known_at)
    FROM pages LEFT JOIN listed ON listed.page = pages.url WHERE pages.known_at <= t
    UNION ALL
    SELECT step, gate, coalesce(published_at, known_at)
    FROM (SELECT pieces.*, articles.known_at FROM pieces_as_of(t) AS pieces JOIN articles ON articles.id = pieces.article)
    CROSS JOIN (VALUES
        (3, 'stored as article'), (4, 'dated'), (5, 'full text'), (6, 'unique'), (7, 'relevant'), (8, 'counted')
    ) AS steps (step, gate)
    WHERE route <> 'seed' AND CASE step
        WHEN 3 THEN true
        WHEN 4 THEN published_at IS NOT NULL
        WHEN 5 THEN published_at IS NOT NULL AND text_status = 'full'
        WHEN 6 THEN published_at IS NOT NULL AND text_status = 'full' AND is_head
        WHEN 7 THEN published_at IS NOT NULL AND text_status = 'full' AND is_head AND relevance IN ('core', 'marginal')
        ELSE published_at IS NOT NULL AND text_status = 'full' AND is_head AND relevance = 'core'
            AND genre = 'commentary'
    END
)
SELECT date_trunc('week', at_time AT TIME ZONE 'UTC')::DATE AS week, step, gate, count(*) AS items
FROM gates GROUP BY ALL;
CREATE OR REPLACE VIEW v_coverage AS SELECT * FROM coverage_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_coverage IS 'One row per week and gate of the line: how many items passed it.';
CREATE OR REPLACE MACRO search(words) AS TABLE
SELECT id, published_at, outlet, title, url FROM articles
WHERE contains(lower(text), lower(words)) OR contains(lower(title), lower(words))
ORDER BY published_at DESC;

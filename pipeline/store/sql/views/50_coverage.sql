-- How many items of each week passed each gate, as known at a time.
-- The gate 'counted' is core commentary; 'reported' is counted in a week whose figures were published.
-- Grain: one row per week and gate. A page counts in one week at every gate: that of its article, else that which the feed
--        gives, else the one in which it was first seen; but a back-fill, which comes all at once, is no date (week NULL).
CREATE OR REPLACE MACRO coverage_as_of(t) AS TABLE
WITH listed AS (
    SELECT page, min(published_at) AS published_at, min(known_at) FILTER (route = 'live') AS known_at
    FROM entries WHERE known_at <= t GROUP BY page
),
dated AS (
    SELECT extractions.page, min(articles.published_at) AS published_at
    FROM extractions JOIN articles_as_of(t) AS articles ON articles.id = extractions.article GROUP BY ALL
),
named (step, gate) AS (
    VALUES (3, 'extracted'), (4, 'dated'), (5, 'full text'), (6, 'unique'), (7, 'coded'), (8, 'relevant'),
        (9, 'commentary'), (10, 'counted'), (11, 'reported')
),
passed AS (  -- the last gate that each article reached: the gates are passed in order
    SELECT
        pieces.route,
        coalesce(pieces.published_at, CASE WHEN pieces.route = 'live' THEN articles.known_at END) AS at_time,
        CASE
            WHEN pieces.published_at IS NULL THEN 3
            WHEN pieces.text_status <> 'full' THEN 4
            WHEN NOT is_head THEN 5
            WHEN relevance IS NULL THEN 6
            WHEN relevance = 'none' THEN 7
            WHEN genre <> 'commentary' THEN 8
            WHEN relevance <> 'core' THEN 9
            WHEN week NOT IN (SELECT weeks.week FROM weeks WHERE weeks.known_at <= t) THEN 10
            ELSE 11
        END AS reached
    FROM pieces_as_of(t) AS pieces JOIN articles ON articles.id = pieces.article
    WHERE pieces.route <> 'seed'
),
gates AS (
    SELECT 1 AS step, 'listed' AS gate,
        coalesce(dated.published_at, listed.published_at, listed.known_at) AS at_time
    FROM listed LEFT JOIN dated USING (page)
    UNION ALL
    SELECT 2, 'fetched', coalesce(
        dated.published_at, listed.published_at, listed.known_at, CASE WHEN listed.page IS NULL THEN pages.known_at END
    )
    FROM pages LEFT JOIN dated ON dated.page = pages.url LEFT JOIN listed ON listed.page = pages.url
    WHERE pages.known_at <= t
    UNION ALL
    SELECT step, gate, at_time FROM passed JOIN named ON step <= reached
    UNION ALL
    SELECT 12, 'counted, from back-fill', at_time FROM passed WHERE reached >= 10 AND route = 'backfill'
)
SELECT date_trunc('week', at_time AT TIME ZONE 'UTC')::DATE AS week, step, gate, count(*) AS items
FROM gates GROUP BY ALL;
CREATE OR REPLACE VIEW v_coverage AS SELECT * FROM coverage_as_of(TIMESTAMPTZ 'infinity');
COMMENT ON VIEW v_coverage IS 'One row per week and gate of the line: how many items passed it.';
CREATE OR REPLACE MACRO search(words) AS TABLE
SELECT id, published_at, outlet, title, url FROM articles
WHERE contains(lower(text), lower(words)) OR contains(lower(title), lower(words))
ORDER BY published_at DESC;

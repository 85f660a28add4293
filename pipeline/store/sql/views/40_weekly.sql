-- Counts by week, outlet and code, as known at a time.
-- Grain: one row per week, outlet, dimension and code that a piece bears; n counts all pieces of that week and outlet.
CREATE OR REPLACE MACRO counts_as_of(t, first_week, end_week) AS TABLE
WITH pieces AS (
    SELECT article, week, coalesce(outlet, '') AS outlet, topics, orientation, blame, outlook
    FROM commentary_as_of(t)
    WHERE week >= first_week AND week < end_week
),
marks AS (
    SELECT week, outlet, 'topics' AS dimension, unnest(topics) AS code FROM pieces
    UNION ALL SELECT week, outlet, 'orientation', orientation FROM pieces
    UNION ALL SELECT week, outlet, 'blame', blame FROM pieces
    UNION ALL SELECT week, outlet, 'outlook', outlook FROM pieces
),
voices AS (SELECT week, outlet, count(*) AS n FROM pieces GROUP BY ALL)
SELECT week, outlet, dimension, code, count(*) AS k, any_value(n) AS n
FROM marks JOIN voices USING (week, outlet)
GROUP BY ALL;

CREATE OR REPLACE VIEW v_weekly_attention AS
WITH totals AS (
    SELECT week, count(*) AS n, count(*) FILTER (route = 'backfill') AS backfilled FROM v_commentary GROUP BY week
)
SELECT week, topic, count(*) AS k, any_value(n) AS n, count(*) / any_value(n) AS share,
    any_value(backfilled) AS backfilled
FROM (SELECT week, unnest(topics) AS topic FROM v_commentary) JOIN totals USING (week)
GROUP BY week, topic;
COMMENT ON VIEW v_weekly_attention IS 'One row per week and topic: k of n pieces of commentary bear the topic; share 0..1.';

CREATE OR REPLACE VIEW v_weekly_orientation AS
SELECT
    week, count(*) AS n,
    count(*) FILTER (orientation = 'engage') AS engage,
    count(*) FILTER (orientation = 'confront') AS confront,
    count(*) FILTER (orientation = 'mixed') AS mixed,
    100.0 * (engage - confront) / count(*) AS balance,
    count(*) FILTER (route = 'backfill') AS backfilled
FROM v_commentary
GROUP BY week;
COMMENT ON VIEW v_weekly_orientation IS 'One row per week: pieces that call for engagement or confrontation; balance = their difference per 100 pieces.';

CREATE OR REPLACE MACRO shift_in(topic_slug, iso_week) AS TABLE
SELECT * FROM weeks
WHERE code = topic_slug AND week = strptime(iso_week || '-1', '%G-W%V-%u')::DATE
ORDER BY vintage DESC LIMIT 1;

-- Counts by week, as known at a time; each macro reads its window of weeks and no more of the history.
-- Grain: one row per week, outlet, dimension and code that a piece bears; n counts all pieces of that week and outlet.

-- The pieces of commentary_as_of that were published in some weeks, half-open; cluster heads may be older.
CREATE OR REPLACE MACRO commentary_between(t, first_week, end_week) AS TABLE
WITH near AS (
    SELECT id AS article, outlet, published_at, route,
        date_trunc('week', published_at AT TIME ZONE 'UTC')::DATE AS week
    FROM articles_as_of(t)
    WHERE published_at >= CAST(first_week AS TIMESTAMP) AT TIME ZONE 'UTC'
        AND published_at < CAST(end_week AS TIMESTAMP) AT TIME ZONE 'UTC'
        AND route <> 'seed' AND text_status = 'full'
),
latest AS (SELECT article, arg_max(cluster, known_at) AS cluster FROM clusters WHERE known_at <= t GROUP BY article),
placed AS (
    SELECT near.article, coalesce(latest.cluster, near.article) AS cluster
    FROM near LEFT JOIN latest USING (article)
),
members AS (  -- whoever shares a cluster with a piece of the window; one that named the cluster may have no row
    SELECT article, cluster FROM latest WHERE cluster IN (SELECT cluster FROM placed)
    UNION
    SELECT cluster, cluster FROM placed
    WHERE cluster IN (SELECT cluster FROM latest) AND cluster NOT IN (SELECT article FROM latest)
),
heads AS (
    SELECT members.cluster, first(id ORDER BY published_at NULLS LAST, known_at, id) AS head
    FROM members JOIN articles_as_of(t) AS articles ON id = members.article
    GROUP BY members.cluster
),
marks AS (
    SELECT article, method, version, dimension, code
    FROM marks_of(t, (SELECT list(article) FROM near)) WHERE chosen
),
codes AS (
    SELECT article, any_value(method) AS method, any_value(version) AS version,
        coalesce(list(code ORDER BY code) FILTER (dimension = 'topics'), []) AS topics,
        max(code) FILTER (dimension = 'orientation') AS orientation,
        max(code) FILTER (dimension = 'blame') AS blame,
        max(code) FILTER (dimension = 'outlook') AS outlook
    FROM marks
    GROUP BY article
    HAVING max(code) FILTER (dimension = 'relevance') = 'core' AND max(code) FILTER (dimension = 'genre') = 'commentary'
)
SELECT near.article, week, near.outlet, published_at, route, method, version, topics, orientation, blame, outlook
FROM near JOIN codes USING (article) JOIN placed USING (article) LEFT JOIN heads USING (cluster)
WHERE coalesce(head, near.article) = near.article;

-- The same pieces with their words, which are heavy: apart, so that a count never carries them.
CREATE OR REPLACE MACRO texts_between(t, first_week, end_week) AS TABLE
SELECT pieces.*, title, url, text
FROM commentary_between(t, first_week, end_week) AS pieces
JOIN (
    SELECT id, title, url, text FROM articles_as_of(t)
    WHERE published_at >= CAST(first_week AS TIMESTAMP) AT TIME ZONE 'UTC'
        AND published_at < CAST(end_week AS TIMESTAMP) AT TIME ZONE 'UTC'
) AS words ON words.id = pieces.article;

-- Every answer of every piece: one row per piece, dimension and code.
CREATE OR REPLACE MACRO answers_between(t, first_week, end_week) AS TABLE
WITH pieces AS (SELECT * FROM commentary_between(t, first_week, end_week))
SELECT article, week, coalesce(outlet, '') AS outlet, topics, 'topics' AS dimension, unnest(topics) AS code FROM pieces
UNION ALL
SELECT article, week, coalesce(outlet, ''), topics, 'orientation', orientation FROM pieces WHERE orientation IS NOT NULL
UNION ALL SELECT article, week, coalesce(outlet, ''), topics, 'blame', blame FROM pieces WHERE blame IS NOT NULL
UNION ALL SELECT article, week, coalesce(outlet, ''), topics, 'outlook', outlook FROM pieces WHERE outlook IS NOT NULL;

CREATE OR REPLACE MACRO counts_as_of(t, first_week, end_week) AS TABLE
WITH answers AS (SELECT * FROM answers_between(t, first_week, end_week)),
voices AS (SELECT week, outlet, count(*) AS n FROM answers WHERE dimension = 'orientation' GROUP BY ALL)
SELECT week, outlet, dimension, code, count(*) AS k, any_value(n) AS n
FROM answers JOIN voices USING (week, outlet)
GROUP BY ALL;

-- Answers by topic: a piece of m topics stands in m rows; topic '' holds the pieces of none.
CREATE OR REPLACE MACRO mixes_as_of(t, first_week, end_week) AS TABLE
SELECT week, topic, topics, dimension, code, count(*) AS pieces
FROM (
    SELECT week, unnest(CASE WHEN len(topics) = 0 THEN [''] ELSE topics END) AS topic,
        greatest(len(topics), 1) AS topics, dimension, code
    FROM answers_between(t, first_week, end_week) WHERE dimension <> 'topics'
)
GROUP BY ALL;

-- The Monday of an ISO week such as 2026-W46.
CREATE OR REPLACE MACRO monday(iso_week) AS strptime(iso_week || '-1', '%G-W%V-%u')::DATE;

-- What k pieces with a code of a dimension add to a series: all of its own code; of the balance engage less confront.
CREATE OR REPLACE MACRO score_in(in_dimension, of_code, dimension, code, k) AS CASE
    WHEN dimension <> in_dimension THEN 0
    WHEN code = of_code OR of_code = 'balance' AND code = 'engage' THEN k
    WHEN of_code = 'balance' AND code = 'confront' THEN -k
    ELSE 0
END;

-- What follows says what is known now; with as_of := a time, what was known then.
-- One series in one week by outlet: score is the number of pieces with the code; of the balance engage less confront.
-- The answers of a dimension decide who was heard, so that an outlet with none of the code has k = 0.
CREATE OR REPLACE MACRO outlets_in(in_dimension, of_code, iso_week, baseline_weeks := 4, as_of := TIMESTAMPTZ 'infinity') AS TABLE
WITH counts AS (
    SELECT *, week = monday(iso_week) AS now,
        score_in(in_dimension, of_code, dimension, code, k) AS score
    FROM counts_as_of(as_of, monday(iso_week) - 7 * baseline_weeks, monday(iso_week) + 7)
),
cells AS (SELECT now, week, outlet, sum(score) AS score, any_value(n) AS n FROM counts GROUP BY ALL)
SELECT outlet, coalesce(sum(score) FILTER (now), 0)::INTEGER AS score, coalesce(sum(n) FILTER (now), 0)::INTEGER AS n,
    coalesce(sum(score) FILTER (NOT now), 0)::INTEGER AS base_score,
    coalesce(sum(n) FILTER (NOT now), 0)::INTEGER AS base_n
FROM cells GROUP BY outlet;

-- k, n and share of one series in one week and in its baseline.
CREATE OR REPLACE MACRO counts_in(in_dimension, of_code, iso_week, baseline_weeks := 4, as_of := TIMESTAMPTZ 'infinity') AS TABLE
SELECT sum(score)::INTEGER AS score, sum(n)::INTEGER AS n, sum(score) / nullif(sum(n), 0) AS share,
    sum(base_score)::INTEGER AS base_score, sum(base_n)::INTEGER AS base_n,
    sum(base_score) / nullif(sum(base_n), 0) AS base_share
FROM outlets_in(in_dimension, of_code, iso_week, baseline_weeks := baseline_weeks, as_of := as_of);

-- Why one series moved: Kitagawa's parts, which add up to the change. Grain: one row.
CREATE OR REPLACE MACRO decomposition_in(in_dimension, of_code, iso_week, baseline_weeks := 4, as_of := TIMESTAMPTZ 'infinity') AS TABLE
WITH cells AS (
    SELECT *, n > 0 AND base_n > 0 AS common
    FROM outlets_in(in_dimension, of_code, iso_week, baseline_weeks := baseline_weeks, as_of := as_of)
),
totals AS (
    SELECT sum(n) AS n, sum(base_n) AS base_n, sum(n) FILTER (common) AS shared, sum(base_n) FILTER (common) AS base_shared,
        sum(score) / sum(n) AS mean, sum(base_score) / sum(base_n) AS base_mean,
        coalesce(sum(score) FILTER (common) / sum(n) FILTER (common), 0) AS level,
        coalesce(sum(base_score) FILTER (common) / sum(base_n) FILTER (common), 0) AS base_level
    FROM cells
),
parts AS (
    SELECT
        sum((cells.n / shared + cells.base_n / base_shared) / 2 * (score / cells.n - base_score / cells.base_n)) AS within,
        sum((cells.n / shared - cells.base_n / base_shared) * (score / cells.n + base_score / cells.base_n) / 2) AS mix
    FROM cells, totals WHERE common
)
SELECT mean - base_mean AS change, coalesce(within, 0) AS within, coalesce(mix, 0) AS mix,
    mean - level AS entry, base_level - base_mean AS exit
FROM parts, totals;

-- One series in units of each outlet's own spread, by week and outlet, 100 = mean of the reference window.
-- An outlet has a spread when it was heard in as many weeks of the window as wanted. The balance runs from 0 (all
-- confront) to 1 (all engage), so that it has a mean to be scaled to.
CREATE OR REPLACE MACRO index_as_of(t, first_week, end_week, reference_first, reference_end, least_weeks) AS TABLE
WITH counts AS (
    SELECT * FROM counts_as_of(t, first_week, end_week)
    UNION
    SELECT * FROM counts_as_of(t, reference_first, reference_end)
),
heard AS (
    SELECT *, week >= first_week AND week < end_week AS wanted,
        week >= reference_first AND week < reference_end AS referred
    FROM (SELECT week, outlet, any_value(n) AS n FROM counts GROUP BY week, outlet)
),
series AS (SELECT DISTINCT dimension, code FROM counts UNION SELECT 'orientation', 'balance'),
hits AS (
    SELECT week, outlet, dimension, code, k FROM counts
    UNION ALL
    SELECT week, outlet, dimension, 'balance', sum(CASE code WHEN 'engage' THEN k WHEN 'confront' THEN -k ELSE 0 END)
    FROM counts WHERE dimension = 'orientation' GROUP BY week, outlet, dimension
),
shares AS (
    SELECT heard.*, series.dimension, series.code,
        CASE WHEN series.code = 'balance' THEN (1 + coalesce(k, 0) / n) / 2 ELSE coalesce(k, 0) / n END AS share
    FROM heard CROSS JOIN series LEFT JOIN hits USING (week, outlet, dimension, code)
),
spreads AS (
    SELECT outlet, dimension, code, stddev_samp(share) AS spread
    FROM shares WHERE referred GROUP BY ALL HAVING count(*) >= least_weeks AND stddev_samp(share) > 1e-9
),
scaled AS (SELECT shares.*, share / spread AS value FROM shares JOIN spreads USING (outlet, dimension, code)),
scales AS (
    SELECT dimension, code, avg(mean) AS scale
    FROM (SELECT week, dimension, code, avg(value) AS mean FROM scaled WHERE referred GROUP BY ALL)
    GROUP BY ALL HAVING avg(mean) > 1e-9
)
SELECT week, outlet, dimension, code, share, round(100 * value / scale, 6) AS value
FROM scaled JOIN scales USING (dimension, code)
WHERE wanted;

-- The index of one series in one week, with the reference window that its digest names. Grain: one row.
CREATE OR REPLACE MACRO index_in(
    in_dimension, of_code, iso_week, reference_first, reference_end, least_weeks := 8, as_of := TIMESTAMPTZ 'infinity'
) AS TABLE
SELECT avg(value) AS value, count(*) AS outlets
FROM index_as_of(as_of, monday(iso_week), monday(iso_week) + 7, reference_first, reference_end, least_weeks)
WHERE dimension = in_dimension AND code = of_code;

-- How many pieces use each word and each pair of neighbouring words, this week and in the weeks before.
-- A word is letters, with apostrophes or hyphens inside; its letter case does not count. One piece counts once.
CREATE OR REPLACE MACRO words_as_of(t, week_asked, first_week, least := 5, least_outlets := 3) AS TABLE
WITH pieces AS (
    SELECT article, coalesce(outlet, '') AS outlet, week = week_asked AS now,
        regexp_extract_all(lower(text), '\p{L}+(?:[''’-]\p{L}+)*') AS words
    FROM texts_between(t, first_week, week_asked + 7)
),
used AS (
    SELECT article, outlet, now, unnest(
        list_distinct(list_concat(words, list_transform(list_zip(words[:-2], words[2:]), lambda x: x[1] || ' ' || x[2])))
    ) AS term
    FROM pieces
)
SELECT term, count(*) FILTER (now) AS k, (SELECT count(*) FROM pieces WHERE now) AS n,
    count(*) FILTER (NOT now) AS base_k, (SELECT count(*) FROM pieces WHERE NOT now) AS base_n,
    count(DISTINCT outlet) AS outlets
FROM used GROUP BY term
HAVING count(*) >= least AND count(DISTINCT outlet) >= least_outlets;

CREATE OR REPLACE MACRO words_in(iso_week, baseline_weeks := 4, as_of := TIMESTAMPTZ 'infinity') AS TABLE
SELECT * FROM words_as_of(as_of, monday(iso_week), monday(iso_week) - 7 * baseline_weeks);

-- Pieces that no topic explains, the material of new themes. Grain: one row per piece.
CREATE OR REPLACE MACRO unexplained_in(iso_week, baseline_weeks := 4, as_of := TIMESTAMPTZ 'infinity') AS TABLE
SELECT article, week, outlet, title, url
FROM texts_between(as_of, monday(iso_week) - 7 * baseline_weeks, monday(iso_week) + 7)
WHERE len(topics) = 0;

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
WHERE code = topic_slug AND week = monday(iso_week)
ORDER BY vintage DESC LIMIT 1;

-- One published figure of any dimension, newest vintage. Grain: one row.
CREATE OR REPLACE MACRO figure_in(in_dimension, of_code, iso_week) AS TABLE
SELECT * FROM weeks
WHERE dimension = in_dimension AND code = of_code AND week = monday(iso_week)
ORDER BY vintage DESC LIMIT 1;

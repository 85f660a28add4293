-- How far the coding that counts and the second measure of orientation agree, week by week.
-- Grain: one row per week with commentary that both have measured; a week is its Monday, UTC.
CREATE OR REPLACE VIEW v_weekly_agreement AS
WITH measure AS (
    SELECT method, version FROM positions ORDER BY known_at DESC, method, version LIMIT 1
),
both_measured AS (
    SELECT
        pieces.week, pieces.method, pieces.version, positions.method AS other, positions.version AS other_version,
        CASE pieces.orientation WHEN 'engage' THEN 1 WHEN 'confront' THEN -1 ELSE 0 END AS side,
        positions.position,
        positions.position - avg(positions.position) OVER (PARTITION BY pieces.week) AS departure
    FROM v_commentary AS pieces
    JOIN articles ON articles.id = pieces.article
    JOIN positions ON positions.article = pieces.article AND positions.text_hash = articles.text_hash
    JOIN measure ON measure.method = positions.method AND measure.version = positions.version
),
counted AS (
    SELECT
        week, any_value(method) AS method, any_value(version) AS version, any_value(other) AS other,
        any_value(other_version) AS other_version, count(*)::INTEGER AS n,
        CASE WHEN count(*) > 3 AND stddev_pop(side) > 0 AND stddev_pop(position) > 0
            THEN greatest(-0.999, least(0.999, corr(side, position))) END AS correlation,
        count(*) FILTER (side <> 0)::INTEGER AS named,
        count(*) FILTER (side * departure > 0)::INTEGER AS same
    FROM both_measured
    GROUP BY week
)
SELECT
    week, method, version, other, other_version, n, correlation,
    tanh(atanh(correlation) - 1.959964 / sqrt(greatest(n - 3, 1))) AS low,
    tanh(atanh(correlation) + 1.959964 / sqrt(greatest(n - 3, 1))) AS high,
    named, same,
    CASE WHEN named > 0 THEN same / named END AS share,
    CASE WHEN named > 0 THEN (same + 1.920729 - 1.959964 * sqrt(same * (named - same) / named + 0.960365)) / (named + 3.841459)
        END AS share_low,
    CASE WHEN named > 0 THEN (same + 1.920729 + 1.959964 * sqrt(same * (named - same) / named + 0.960365)) / (named + 3.841459)
        END AS share_high
FROM counted;
COMMENT ON VIEW v_weekly_agreement IS 'One row per week: how far the coding that counts and the second measure of orientation agree; where high stays below 0.1 they have parted.';

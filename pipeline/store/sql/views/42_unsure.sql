-- How much of the week's choice of topics is a toss, by the coding that counts.
-- Grain: one row per week and topic that a piece of commentary bears or nearly bears; a week is its Monday, UTC. Pieces
--        coded by a method without probabilities, of which it cannot be told, are not in n.
CREATE OR REPLACE VIEW v_weekly_unsure AS
WITH pieces AS (SELECT week, topics, unsure FROM v_commentary WHERE unsure IS NOT NULL),
totals AS (SELECT week, count(*) AS n FROM pieces GROUP BY week),
marks AS (
    SELECT week, topic, list_contains(topics, topic) AS given, list_contains(unsure, topic) AS near
    FROM (SELECT week, topics, unsure, unnest(list_distinct(list_concat(topics, unsure))) AS topic FROM pieces)
)
SELECT week, topic, count(*) FILTER (near) AS k, any_value(n) AS n, count(*) FILTER (near) / any_value(n) AS share,
    count(*) FILTER (given) AS given
FROM marks JOIN totals USING (week)
GROUP BY week, topic;
COMMENT ON VIEW v_weekly_unsure IS 'One row per week and topic: of k among n pieces of commentary it is a toss whether they bear the topic.';

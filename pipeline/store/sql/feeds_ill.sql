-- Listed feeds whose last answer was no feed, as known at a time.
-- Params: $as_of TIMESTAMPTZ.
-- Grain: one row per feed, by outlet.
WITH last AS (
    SELECT url, arg_max(ok, at_time) AS ok, arg_max(outcome, at_time) AS outcome
    FROM fetches WHERE kind = 'feed' AND at_time <= $as_of GROUP BY url
)
SELECT feeds.url, coalesce(outlets.name, feeds.outlet) AS outlet, last.outcome
FROM feeds JOIN last USING (url) LEFT JOIN outlets ON outlets.key = feeds.outlet
WHERE feeds.listed AND NOT last.ok
ORDER BY outlet, feeds.url

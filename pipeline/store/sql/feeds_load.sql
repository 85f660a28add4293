-- All that polling remembers of the listed feeds.
-- Params: none.
-- Grain: one row per listed feed, by URL.
SELECT url, outlet, state, memory FROM feeds WHERE listed ORDER BY url

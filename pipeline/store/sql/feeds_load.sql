-- All that polling remembers of the listed feeds.
-- Params: none.
-- Grain: one row per listed feed, mixed by hash: a host that wants a pause between requests must not hold up the others.
SELECT url, outlet, state, memory FROM feeds WHERE listed ORDER BY hash(url)

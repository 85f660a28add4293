-- Pages that no extractor has read, with what the feed said of them; a page that any live feed lists is live.
-- Params: $after VARCHAR, the key to go on from; $most INTEGER, how many at a time; $bytes BIGINT, of bodies, after which no further page is taken.
-- Grain: one row per page, in order of its key. Pages are chosen before their bodies are read: by key, then by place.
WITH next AS MATERIALIZED (
    SELECT pages.rowid AS place, pages.url, pages.bytes
    FROM pages ANTI JOIN extractions ON extractions.page = pages.url
    WHERE pages.url > $after
    ORDER BY pages.url
    LIMIT $most
),
taken AS MATERIALIZED (
    SELECT place FROM next
    QUALIFY coalesce(sum(bytes) OVER (ORDER BY url ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < $bytes
)
SELECT pages.url AS page, pages.asked_url, pages.final_url, pages.status, pages.body, pages.content_type,
    pages.known_at AS fetched, pages.outlet, entries.key, entries.feed, entries.url AS entry_url, entries.title,
    entries.published_at AS published, entries.author, entries.summary, entries.content, entries.known_at AS seen,
    CASE WHEN EXISTS (FROM entries AS any_entry WHERE any_entry.page = pages.url AND any_entry.route = 'live')
        THEN 'live' ELSE coalesce(entries.route, 'live') END AS route
FROM taken
JOIN pages ON pages.rowid = taken.place
LEFT JOIN entries ON entries.key = pages.entry
ORDER BY pages.url

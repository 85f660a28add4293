-- Pages that no extractor has read, with what the feed said of them; a page that any live feed lists is live.
-- Params: $after VARCHAR, the key to go on from; $most INTEGER, how many at a time.
-- Grain: one row per page, in order of its key.
SELECT pages.url AS page, pages.asked_url, pages.final_url, pages.status, pages.body, pages.content_type,
    pages.known_at AS fetched, pages.outlet, entries.key, entries.feed, entries.url AS entry_url, entries.title,
    entries.published_at AS published, entries.author, entries.summary, entries.content, entries.known_at AS seen,
    CASE WHEN EXISTS (FROM entries AS any_entry WHERE any_entry.page = pages.url AND any_entry.route = 'live')
        THEN 'live' ELSE coalesce(entries.route, 'live') END AS route
FROM pages
ANTI JOIN extractions ON extractions.page = pages.url
LEFT JOIN entries ON entries.key = pages.entry
WHERE pages.url > $after
ORDER BY pages.url
LIMIT $most

-- Pages that the present extractor, with the chrome known now, has not read, with what the feed said of them.
-- Params: $rows JSON: outlet, tool: how the pages of an outlet are read now; $extractor VARCHAR, how those of all others;
--         $every BOOLEAN, also pages read so; $outlet VARCHAR, this one alone, '' = all; $since TIMESTAMPTZ, of publication or else of fetching, or NULL;
--         $after VARCHAR, the key to go on from; $most INTEGER, how many at a time; $bytes BIGINT, of bodies, after which no further page is taken.
-- Grain: one row per page that an article was read from, or that gave none, in order of its key. Pages are chosen before their bodies are read.
WITH next AS MATERIALIZED (
    SELECT place, url, bytes, article
    FROM stale_pages($rows, $extractor, $every, $outlet, $since)
    WHERE url > $after
    ORDER BY url
    LIMIT $most
),
taken AS MATERIALIZED (
    SELECT place, article FROM next
    QUALIFY coalesce(sum(bytes) OVER (ORDER BY url ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < $bytes
)
SELECT pages.url AS page, pages.asked_url, pages.final_url, pages.status, pages.body, pages.content_type,
    pages.known_at AS fetched, pages.outlet, entries.key, entries.feed, entries.url AS entry_url, entries.title,
    entries.published_at AS published, entries.author, entries.summary, entries.content, entries.known_at AS seen,
    taken.article,
    CASE WHEN EXISTS (FROM entries AS any_entry WHERE any_entry.page = pages.url AND any_entry.route = 'live')
        THEN 'live' ELSE coalesce(entries.route, 'live') END AS route
FROM taken
JOIN pages ON pages.rowid = taken.place
LEFT JOIN entries ON entries.key = pages.entry
ORDER BY pages.url

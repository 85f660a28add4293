-- Which stored articles may be copies of new ones: at most $per_story of each story that shares rare runs of words.
-- Params: $articles VARCHAR[], new ids, their sketches already stored; $common_at INTEGER, stories beyond which a run is
--         boilerplate; $least INTEGER, shared runs; $per_story INTEGER.
-- Grain: one row per new article and candidate.
WITH fresh AS (
    SELECT article, unnest(hashes) AS hash
    FROM sketches SEMI JOIN (SELECT unnest(CAST($articles AS VARCHAR[])) AS article) USING (article)
),
joined AS (SELECT article, arg_max(cluster, known_at) AS cluster FROM clusters GROUP BY article),
stored AS (SELECT article, unnest(hashes) AS hash FROM sketches),
hits AS (  -- linear: every stored run is looked up once
    SELECT stored.hash, stored.article, coalesce(joined.cluster, stored.article) AS head
    FROM stored SEMI JOIN fresh USING (hash) LEFT JOIN joined ON joined.article = stored.article
),
met AS (SELECT hash FROM hits GROUP BY hash HAVING count(*) > 1),  -- few: stories are counted for them alone
rare AS (  -- copies of one story count once, or a much copied story would become boilerplate
    SELECT hash FROM hits SEMI JOIN met USING (hash) GROUP BY hash HAVING count(DISTINCT head) <= $common_at
),
pairs AS (
    SELECT fresh.article, hits.head, hits.article AS other, count(*) AS shared
    FROM fresh JOIN rare USING (hash) JOIN hits USING (hash)
    WHERE hits.article <> fresh.article
    GROUP BY ALL HAVING count(*) >= $least
),
near AS (
    SELECT article, other FROM pairs
    QUALIFY row_number() OVER (PARTITION BY article, head ORDER BY shared DESC, other) <= $per_story
),
same AS (
    SELECT new.article, min(old.article) AS other
    FROM sketches AS new JOIN sketches AS old ON new.exact = old.exact AND new.article <> old.article
    WHERE new.exact <> 0 AND new.article IN (SELECT unnest(CAST($articles AS VARCHAR[])))
    GROUP BY new.article
)
SELECT article, other FROM near UNION SELECT article, other FROM same ORDER BY article, other

-- Note how far the two measures of orientation agree, where that is not what was noted last.
-- Params: $now TIMESTAMPTZ.
-- Grain: one row per week that changed.
INSERT INTO agreements BY NAME
SELECT found.*, $now AS known_at
FROM v_weekly_agreement AS found
LEFT JOIN (
    SELECT week, arg_max(agreements, known_at) AS last FROM agreements GROUP BY week
) AS noted USING (week)
WHERE noted.week IS NULL
    OR (found.method, found.version, found.other, found.other_version, found.n, found.named, found.same,
        round(coalesce(found.correlation, 9), 9))
    IS DISTINCT FROM (last.method, last.version, last.other, last.other_version, last.n, last.named, last.same,
        round(coalesce(last.correlation, 9), 9))

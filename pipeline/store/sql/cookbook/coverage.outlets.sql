-- Outlets whose commentary counted in one week, and outlets on the list.
-- Params: $week DATE, its Monday (UTC).
-- Grain: one row.
SELECT count(DISTINCT outlet) AS heard, (SELECT count(*) FROM outlets WHERE removed IS NULL) AS listed
FROM v_commentary
WHERE week = $week

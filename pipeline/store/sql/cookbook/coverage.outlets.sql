-- Outlets whose commentary counted in one week, and outlets on the list.
-- Params: $week DATE, its Monday (UTC); $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT count(DISTINCT outlet) AS heard, (SELECT count(*) FROM listed_as_of($as_of)) AS listed
FROM commentary_as_of($as_of)
WHERE week = $week

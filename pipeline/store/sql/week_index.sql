-- The index of every series, by outlet.
-- Params: $as_of TIMESTAMPTZ; $first, $end DATE, Mondays, half-open; $reference_first, $reference_end DATE, the window
--         that 100 stands for; $least INTEGER, weeks that an outlet must have in it.
-- Grain: one row per week, dimension and code, the outlets' values beside their keys.
SELECT week, dimension, code, list(outlet ORDER BY outlet) AS outlets, list(value ORDER BY outlet) AS "values"
FROM index_as_of($as_of, $first, $end, $reference_first, $reference_end, $least)
GROUP BY ALL
ORDER BY week, dimension, code

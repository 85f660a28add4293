-- What auditors said of one code.
-- Params: $dimension, $code VARCHAR.
-- Grain: one row.
SELECT count(*) AS audited, count(*) FILTER (list_contains(string_split(code, ' '), $code)) AS with_code
FROM audits WHERE dimension = $dimension AND code IS NOT NULL

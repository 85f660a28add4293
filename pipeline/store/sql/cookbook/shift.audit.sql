-- What auditors said of one code.
-- Params: $dimension, $code VARCHAR; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT count(*) AS audited, count(*) FILTER (list_contains(string_split(code, ' '), $code)) AS with_code
FROM audits WHERE dimension = $dimension AND code IS NOT NULL AND known_at <= $as_of

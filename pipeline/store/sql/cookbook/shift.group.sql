-- The outlets of one group: score and pieces in one week and in its baseline.
-- Params: $dimension, $code VARCHAR; $iso VARCHAR, as 2026-W46; $baseline INTEGER, weeks; $outlets VARCHAR[]; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT sum(score)::INTEGER AS score, sum(n)::INTEGER AS n, sum(base_score)::INTEGER AS base_score, sum(base_n)::INTEGER AS base_n
FROM outlets_in($dimension, $code, $iso, baseline_weeks := $baseline, as_of := $as_of)
WHERE outlet IN $outlets

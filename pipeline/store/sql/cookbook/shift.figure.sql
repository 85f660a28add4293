-- One series in one week and in its baseline: counts and shares; outlets_in gives the same by outlet.
-- Params: $dimension, $code VARCHAR; $iso VARCHAR, as 2026-W46; $baseline INTEGER, weeks; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT score, n, share, base_score, base_n, base_share FROM counts_in($dimension, $code, $iso, baseline_weeks := $baseline, as_of := $as_of)

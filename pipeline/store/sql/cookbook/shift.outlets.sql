-- One series by outlet, in one week and in its baseline: what dispersion and leave-one-out are made of.
-- Params: $dimension, $code VARCHAR; $iso VARCHAR, as 2026-W46; $baseline INTEGER, weeks; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per outlet heard in any of these weeks.
SELECT outlet, score, n, base_score, base_n FROM outlets_in($dimension, $code, $iso, baseline_weeks := $baseline, as_of := $as_of)
ORDER BY n DESC, outlet

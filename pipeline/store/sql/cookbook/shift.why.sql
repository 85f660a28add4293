-- Why one series moved, by outlet: the parts add up to the change.
-- Params: $dimension, $code VARCHAR; $iso VARCHAR, as 2026-W46; $baseline INTEGER, weeks; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT change, within, mix, entry, exit FROM decomposition_in($dimension, $code, $iso, baseline_weeks := $baseline, as_of := $as_of)

-- The index of one series in one week; 100 = mean of the reference window.
-- Params: $dimension, $code VARCHAR; $iso VARCHAR, as 2026-W46; $reference_first, $reference_end DATE; $least INTEGER; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row.
SELECT value, outlets FROM index_in($dimension, $code, $iso, $reference_first, $reference_end, least_weeks := $least, as_of := $as_of)

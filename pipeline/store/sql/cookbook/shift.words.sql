-- The pieces that use one word or pair of words, in one week and in its baseline.
-- Params: $term VARCHAR; $iso VARCHAR, as 2026-W46; $baseline INTEGER, weeks; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row, none when fewer than five pieces of three outlets use it.
SELECT term, k, n, base_k, base_n, outlets FROM words_in($iso, baseline_weeks := $baseline, as_of := $as_of) WHERE term = $term

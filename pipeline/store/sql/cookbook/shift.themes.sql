-- The pieces that no topic explains: what new themes are sought in.
-- Params: $iso VARCHAR, as 2026-W46; $baseline INTEGER, weeks; $as_of TIMESTAMPTZ, what was known then.
-- Grain: one row per piece, the newest week first.
SELECT article, week, outlet, title, url FROM unexplained_in($iso, baseline_weeks := $baseline, as_of := $as_of) ORDER BY week DESC, article

-- The steps that this database has seen.
-- Params: none. Grain: one row per step.
SELECT number, fingerprint FROM migrations ORDER BY number

-- Note a step as done.
-- Params: $number INTEGER; $fingerprint VARCHAR, what the step was made of. Grain: one row per step.
INSERT INTO migrations (number, fingerprint) VALUES ($number, $fingerprint)
ON CONFLICT (number) DO UPDATE SET fingerprint = excluded.fingerprint

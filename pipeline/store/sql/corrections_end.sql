-- Note corrections of codes that have gone from the file, or that another takes the place of.
-- Params: $ids VARCHAR[]; $now TIMESTAMPTZ.
-- Grain: one row per correction.
UPDATE corrections SET ended_at = $now
WHERE ended_at IS NULL AND id IN (SELECT unnest(CAST($ids AS VARCHAR[])))

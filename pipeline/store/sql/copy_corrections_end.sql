-- Note corrections of copies that have gone from the file.
-- Params: $ids VARCHAR[]; $now TIMESTAMPTZ.
-- Grain: one row per correction.
UPDATE copy_corrections SET ended_at = $now
WHERE ended_at IS NULL AND id IN (SELECT unnest(CAST($ids AS VARCHAR[])))

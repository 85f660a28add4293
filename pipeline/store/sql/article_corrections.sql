-- What people said of an article's copies.
-- Params: $id VARCHAR.
-- Grain: one row per correction that holds.
SELECT act, article, other, who, said, why FROM copy_corrections
WHERE ended_at IS NULL AND (article = $id OR other = $id) ORDER BY said, id

-- The corrections of codes that hold.
-- Params: none.
-- Grain: one row per article and dimension.
SELECT id, article, dimension, code, who, said, why FROM corrections WHERE ended_at IS NULL ORDER BY article, dimension

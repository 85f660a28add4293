-- The corrections of copies that hold.
-- Params: none.
-- Grain: one row per correction.
SELECT id, act, article, other, who, said, why FROM copy_corrections WHERE ended_at IS NULL ORDER BY id

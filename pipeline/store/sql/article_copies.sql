-- Which articles an article was joined with, and why.
-- Params: $id VARCHAR.
-- Grain: one row per link.
SELECT article, other, kind, containment, shared FROM clusters WHERE article = $id OR other = $id ORDER BY ALL

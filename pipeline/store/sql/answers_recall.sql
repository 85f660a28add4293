-- What a language model answered to a question.
-- Params: $key VARCHAR.
-- Grain: one row, or none.
SELECT answer FROM answers WHERE key = $key

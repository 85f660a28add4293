-- Keep answers of a language model; the first answer to a question stays.
-- Params: $rows JSON: key, model, prompt, answer, tokens, known_at.
-- Grain: one row per question.
INSERT INTO answers BY NAME
SELECT given.*
FROM (SELECT unnest(from_json(input.rows, '[{"key": "VARCHAR", "model": "VARCHAR", "prompt": "VARCHAR", "answer": "VARCHAR", "tokens": "INTEGER", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN answers USING (key)

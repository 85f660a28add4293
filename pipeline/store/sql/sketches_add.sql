-- Store the sketches of new articles.
-- Params: $rows JSON: the columns of sketches.
-- Grain: one row per article.
INSERT INTO sketches BY NAME
SELECT given.* FROM (
    SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "words": "INTEGER", "exact": "UBIGINT", "level": "UTINYINT", "hashes": ["UBIGINT"]}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)
) AS given
ANTI JOIN sketches USING (article)

-- Store the fingerprints of the lines of articles that have none yet.
-- Params: $rows JSON: article, marks.
-- Grain: one row per article.
INSERT INTO page_lines BY NAME
SELECT given.* FROM (SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "marks": ["UBIGINT"]}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN page_lines USING (article)
QUALIFY row_number() OVER (PARTITION BY article ORDER BY marks) = 1

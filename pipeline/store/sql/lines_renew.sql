-- Store the fingerprints of the lines of articles that were read anew.
-- Params: $rows JSON: article, marks.
-- Grain: one row per article.
INSERT OR REPLACE INTO page_lines BY NAME
SELECT * FROM (SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "marks": ["UBIGINT"]}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))

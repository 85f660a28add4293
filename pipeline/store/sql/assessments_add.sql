-- Add codes; nothing is overwritten.
-- Params: $rows JSON: the columns of assessments, evidence as JSON text.
-- Grain: one row per article, method, version, dimension and code.
INSERT INTO assessments BY NAME
SELECT given.* REPLACE (
    from_json(given.evidence, '[{"quote": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "weight": "DOUBLE"}]') AS evidence
)
FROM (SELECT unnest(from_json($rows, '[{"article": "VARCHAR", "method": "VARCHAR", "version": "VARCHAR", "dimension": "VARCHAR", "code": "VARCHAR", "chosen": "BOOLEAN", "probability": "DOUBLE", "evidence": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true)) AS given
ANTI JOIN assessments USING (article, method, version, dimension, code)

-- Add codes; nothing is overwritten.
-- Params: $rows JSON: the columns of assessments, evidence and signals as JSON text.
-- Grain: one row per article, method, version, dimension and code.
INSERT INTO assessments BY NAME
SELECT given.* REPLACE (
    from_json(given.evidence, '[{"quote": "VARCHAR", "start": "INTEGER", "end": "INTEGER", "weight": "DOUBLE"}]') AS evidence,
    from_json(given.signals, '[{"name": "VARCHAR", "value": "VARCHAR", "weight": "DOUBLE"}]') AS signals
)
FROM (SELECT unnest(from_json(input.rows, '[{"article": "VARCHAR", "method": "VARCHAR", "version": "VARCHAR", "dimension": "VARCHAR", "code": "VARCHAR", "chosen": "BOOLEAN", "probability": "DOUBLE", "evidence": "VARCHAR", "salience": "DOUBLE", "unsure": "BOOLEAN", "signals": "VARCHAR", "reason": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows)) AS given
ANTI JOIN assessments USING (article, method, version, dimension, code)

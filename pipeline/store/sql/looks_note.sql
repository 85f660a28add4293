-- Note an early look. One that tested something stays as it is; one that could not is taken up anew when that changes.
-- Params: $rows JSON: the columns of looks.
-- Grain: one row per look that is new, or could not test for another reason.
INSERT INTO looks BY NAME
SELECT unnest(from_json(input.rows, '[{"day": "DATE", "n": "INTEGER", "base_n": "INTEGER", "outlets": "INTEGER", "tests": "INTEGER", "fdr": "DOUBLE", "baseline_weeks": "INTEGER", "why": "VARCHAR", "pack_version": "VARCHAR", "known_at": "TIMESTAMPTZ"}]'), recursive := true)
FROM (VALUES (decode($rows))) AS input(rows)
ON CONFLICT (day) DO UPDATE SET
    n = excluded.n, base_n = excluded.base_n, outlets = excluded.outlets, tests = excluded.tests, fdr = excluded.fdr,
    baseline_weeks = excluded.baseline_weeks, why = excluded.why, pack_version = excluded.pack_version,
    known_at = excluded.known_at
    WHERE looks.why <> '' AND looks.why <> excluded.why

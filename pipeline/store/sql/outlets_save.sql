-- Bring the table of outlets to the pack's state.
-- Params: $rows JSON, the outlets of the pack.
-- Grain: one row per outlet; unchanged ones are left alone.
INSERT OR REPLACE INTO outlets BY NAME
SELECT key, name, nullif(country, '') AS country, affiliation, nullif(owner, '') AS owner, kind, genre,
    nullif(language, '') AS language, added, removed, nullif(note, '') AS note
FROM (SELECT unnest(from_json(input.rows, '[{"key": "VARCHAR", "name": "VARCHAR", "country": "VARCHAR", "affiliation": "VARCHAR", "owner": "VARCHAR", "kind": "VARCHAR", "genre": "VARCHAR", "language": "VARCHAR", "added": "DATE", "removed": "DATE", "note": "VARCHAR"}]'), recursive := true) FROM (VALUES (decode($rows))) AS input(rows))
EXCEPT SELECT * FROM outlets

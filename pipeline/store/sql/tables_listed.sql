-- The tables and views that a reader can ask, with what each is for.
-- Params: none.
-- Grain: one row per table or view.
SELECT table_name AS name, comment FROM duckdb_tables() WHERE NOT internal
UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
ORDER BY name

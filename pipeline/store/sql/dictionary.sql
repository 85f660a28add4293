-- What every table, view and column means.
-- Params: none.
-- Grain: one row per column, tables first, in the order of the columns.
WITH named AS (
    SELECT table_name AS name, comment AS about, 1 AS sort FROM duckdb_tables() WHERE NOT internal
    UNION ALL SELECT view_name, comment, 2 FROM duckdb_views() WHERE NOT internal
)
SELECT name, about, column_name, replace(data_type, '|', ' ') AS data_type, comment AS meaning
FROM named JOIN duckdb_columns() AS columns ON columns.table_name = named.name
WHERE NOT columns.internal
ORDER BY sort, name, column_index

-- Whether the settings of this database are fixed.
-- Params: none.
-- Grain: one row.
SELECT current_setting('lock_configuration') AS locked

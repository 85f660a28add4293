-- How many mails are in the ledger.
-- Params: none.
-- Grain: one row.
SELECT count(*) AS mails FROM mails

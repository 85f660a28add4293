-- How many pages the present extractor, with the chrome known now, has not read.
-- Params: $rows JSON: outlet, tool: how the pages of an outlet are read now; $extractor VARCHAR, how those of all others;
--         $every BOOLEAN, also pages read so; $outlet VARCHAR, this one alone, '' = all; $since TIMESTAMPTZ, of publication or else of fetching, or NULL.
-- Grain: one row.
SELECT count(*) AS pages FROM stale_pages($rows, $extractor, $every, $outlet, $since)

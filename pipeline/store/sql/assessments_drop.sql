-- Take the codes of replaced texts out of the present ones; past_assessments holds them by then.
-- Params: $articles VARCHAR[], ids.
-- Grain: one row per assessment.
DELETE FROM assessments WHERE article IN (SELECT unnest(CAST($articles AS VARCHAR[])))
